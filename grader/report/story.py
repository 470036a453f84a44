"""A story as lines of text: per step the thread, the line, its source, and what was read or written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.report.safe import clean, short

NAME, TEXT = 40, 120  # the most characters of a thread's name, and of a line or a fact


def lines(steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give one line for each step, in columns."""
    names = [clean(short(step["thread"], NAME)) for step in steps]
    width = max(map(len, names), default=0)
    for step, name in zip(steps, names, strict=True):
        value = "" if step["value"] is None else f" = {step['value']}"
        where = "" if step["line"] is None else f"{step['line']:>4}"
        fact = clean(short(f"{step['action']} {step['name'] or ''}{value}".rstrip(), TEXT))
        yield f"{name:<{width}} {where:>4}  {clean(short(step['source'] or '', TEXT)):<44}  {fact}".rstrip()
