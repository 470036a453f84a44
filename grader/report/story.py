"""A story as lines of text: per step the thread, the line, its source, and what was read or written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.report.safe import clean


def lines(steps: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give one line for each step, in columns."""
    width = max((len(step["thread"]) for step in steps), default=0)
    for step in steps:
        value = "" if step["value"] is None else f" = {step['value']}"
        where = "" if step["line"] is None else f"{step['line']:>4}"
        fact = clean(f"{step['action']} {step['name'] or ''}{value}".rstrip())
        yield f"{clean(step['thread']):<{width}} {where:>4}  {clean(step['source'] or ''):<44}  {fact}".rstrip()
