"""A story as lines of text: per step the thread, the line, its source, and what was read or written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.model import Language
from grader.report.safe import one_line, short

MOST = 24  # steps are told on one screen; the JSON report has more
NAME, TEXT = 40, 120  # the most characters of a thread's name, and of a line or a fact
LIFE = ("start", "join", "end")
ACTIONS: Mapping[Language, Mapping[str, str]] = {
    "en": {"refused": "cannot get", "look": "look at", "timeout": "stop waiting", "full": "full:", "empty": "empty:",
           "broken": "broken:"},
    "zh": {
        "read": "读到", "write": "写入", "end": "结束", "refused": "没拿到", "look": "查看", "timeout": "不再等待",
        "full": "已满：", "empty": "已空：", "leave": "离开", "give up": "放弃等待",
        "broken": "已损坏：",
    },
}  # fmt: skip
"""Actions that no method is called by; `acquire` and `put` are what the code says, in any language."""


def shown(found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the steps to be shown of a finding: those of the student's own lines, and which threads live.

    How the scenario looks on is no part of it; a name that is missing or a stub needs no story.
    """
    if "missing" in found or found.get("error", "").startswith("NotImplementedError"):
        return []
    return [step for step in found.get("story", ()) if step["line"] is not None or step["action"] in LIFE]


def fact(step: Mapping[str, Any], lang: Language) -> str:
    """Say what was done in a step, and what was read or written."""
    value = "" if step["value"] is None else f" = {step['value']}"
    action = ACTIONS[lang].get(step["action"], step["action"])
    return one_line(short(f"{action} {step['name'] or ''}{value}".strip(), TEXT))


def end(steps: Sequence[Mapping[str, Any]], lang: Language) -> Iterator[str]:
    """Give the last steps in lines; that there are others before them is said, or the first one would make no sense."""
    if len(steps) <= MOST + 1:  # a line about one step takes as much room as the step
        yield from lines(steps, lang)
        return
    yield "……（前面的步骤未显示）" if lang == "zh" else "... (earlier steps are not shown)"
    yield from lines(steps[-MOST:], lang)


def lines(steps: Sequence[Mapping[str, Any]], lang: Language) -> Iterator[str]:
    """Give one line for each step, in columns."""
    names = [one_line(short(step["thread"], NAME)) for step in steps]
    width = max(map(len, names), default=0)
    for step, name in zip(steps, names, strict=True):
        where = "" if step["line"] is None else f"{step['line']:>4}"
        source = one_line(short(step["source"] or "", TEXT))
        yield f"{name:<{width}} {where:>4}  {source:<44}  {fact(step, lang)}".rstrip()
