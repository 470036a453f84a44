"""What `grade explore` found, for a person or for a program."""

import io
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from grader import feedback
from grader.model import Language
from grader.report.json import clean_all, dumped
from grader.report.safe import clean, inert
from grader.report.story import lines
from grader.report.terminal import WIDTH

BAD = ("raised", "deadlock", "limit", "unseen", "forbidden", "nondeterministic")
WORDS = {
    "proof": {"en": "every interleaving that differs was visited", "zh": "所有不同的线程交错都已检查"},
    "part": {"en": "not all interleavings were visited", "zh": "并未检查全部线程交错"},
    "replay": {"en": "one schedule, replayed", "zh": "重放一次调度"},
    "limit": {"en": "too many steps; does every loop end?", "zh": "执行步数过多；每个循环都会结束吗？"},
    "shorter": {
        "en": "If every loop ends, let each go round only a few times: as a rule that shows the same races.",
        "zh": "如果每个循环都会结束，就让它们只转几圈：同样的竞争一般照样看得到。",
    },
    "line": {"en": " (line {})", "zh": "（第 {} 行）"},
    "thread": {"en": " (line {}, in {})", "zh": "（第 {} 行，在 {} 中）"},
    "again": {"en": "To see it again: ", "zh": "重放这次执行："},
}
KINDS = {
    "returned": "正常返回", "raised": "抛出异常", "deadlock": "死锁", "limit": "步数太多",
    "unseen": "无法观察", "forbidden": "不允许", "nondeterministic": "无法重现",
}  # fmt: skip
"""How an execution ends, in Chinese; in English the names say it."""


def render(found: Mapping[str, Any], lang: Language) -> str:
    """Return the report as plain text: how the function can end, and the story of the first bad way."""
    page = io.StringIO()
    console = Console(
        file=page, width=WIDTH, color_system=None, legacy_windows=False, markup=False, emoji=False, highlight=False
    )
    console.print(headline(found, lang))
    console.print(outcomes(found, lang))
    for line in worst(found, lang):
        console.print(line, soft_wrap=True)
    return inert("\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n")


def headline(found: Mapping[str, Any], lang: Language) -> str:
    """Say what was explored, how much of it, and whether that is a proof."""
    return f"{called(found)}{'：' if lang == 'zh' else ': '}{extent(found, lang)}"


def called(found: Mapping[str, Any]) -> str:
    """Name the function and its file."""
    return f"{clean(found['file'])}, {found['call']}()"


def extent(found: Mapping[str, Any], lang: Language) -> str:
    """Say how much was explored and whether that is a proof."""
    if found["search"] == "replay":
        return WORDS["replay"][lang]
    proof = WORDS["proof" if found["complete"] else "part"][lang]
    if lang == "zh":
        return f"{found['executions']} 次执行；{proof}（{found['endings']}）"
    return f"{found['executions']} execution{'s' * (found['executions'] != 1)}; {proof} ({found['endings']})"


def outcomes(found: Mapping[str, Any], lang: Language) -> Table:
    """Return one row for each way to end: what, how often, and the schedule that leads there."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for one in found["outcomes"]:
        kind = KINDS.get(one["kind"], one["kind"]) if lang == "zh" else one["kind"]
        table.add_row(kind, clean(what(one, lang)), f"{one['executions']}x", one["schedule"])
    return table


def what(one: Mapping[str, Any], lang: Language) -> str:
    """Return the value of an outcome, or what went wrong and at which line."""
    value = one["value"]
    if one["kind"] == "returned":  # a value that is no plain data comes with its text
        return (
            str(value["text"])
            if isinstance(value, dict) and value.keys() == {"$", "text"}
            else feedback.text(value, lang)
        )
    if one["kind"] in WORDS:
        return WORDS[one["kind"]][lang]
    return f"{one['error'] or ''}{where(one, lang)}"


def where(one: Mapping[str, Any], lang: Language) -> str:
    """Say at which line an exception was raised, and in which thread if that is not the one that called."""
    if not (one["error"] and one["line"]):
        return ""
    others = [died["thread"] for died in one["threads"] if died["error"] == one["error"]]
    return WORDS["thread" if others else "line"][lang].format(one["line"], *others[:1])


def worst(found: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """Tell the first bad outcome, or the only one of a replay."""
    replayed = found["search"] == "replay"
    bad = [one for one in found["outcomes"] if replayed or one["kind"] in BAD]
    if not bad:
        return
    if bad[0]["waits"] or bad[0]["story"]:
        yield ""
    yield from (clean(line) for line in feedback.waits(bad[0]["waits"], lang))
    yield from lines(bad[0]["story"], lang)
    if bad[0]["kind"] == "limit":
        yield f"\n{WORDS['shorter'][lang]}"
    if not replayed:
        asked = f"grade explore {clean(shlex.quote(found['file']))} --call {found['call']}"
        yield f"\n{WORDS['again'][lang]}{asked} --replay {bad[0]['schedule']}"


def as_json(found: Mapping[str, Any], _lang: Language) -> str:
    """Return the report as JSON."""
    return dumped(clean_all(found)) + "\n"


RENDERERS: Mapping[str, Callable[[Mapping[str, Any], Language], str]] = {"terminal": render, "json": as_json}
