"""The report for a person at a terminal: scores, what failed and why, and one next step at the very end."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from grader import feedback
from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.report.safe import clean, inert, short
from grader.report.story import end, shown

WIDTH = 110
LONGEST = 300  # characters of one value
LONGEST_STEP = 1000  # of a next step, which may hold a name of the student's
SIGN = {"passed": ("✔", "green"), "fault": ("?", "magenta")}
NOT_BEGUN = {"C405", "S701"}  # nothing to tell about single checks yet
FAILED = ("✘", "red")


def render(book: Scorebook, lang: Language) -> str:
    """Return the report as plain text."""
    page = io.StringIO()
    Console(file=page, width=WIDTH, color_system=None, legacy_windows=False).print(pages(book, lang))
    return inert("\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n")


def pages(book: Scorebook, lang: Language) -> RenderableType:
    """Return the report for a rich console."""
    return Group(*(part for result in book.results for part in page(result, book.hidden, lang)), footer(book, lang))


def page(result: Result, hidden: int, lang: Language) -> Iterator[RenderableType]:
    """Give the parts of one submission's report."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for score in result.scores:
        table.add_row(*row(score, lang))
    yield table
    for score in result.scores:
        yield from failures(score, lang)
    yield Line(f"\n{feedback.total(result, hidden, lang)}", style="bold")
    yield Line(clean(short(next_step(result, hidden, lang), LONGEST_STEP)), style="cyan")


def row(score: Score, lang: Language) -> tuple[Line, ...]:
    """Return the line of one exercise: sign, slug, points, title."""
    full = score.points == score.exercise.max_score
    sign, style = SIGN["fault"] if score.ungraded else SIGN["passed"] if full else FAILED
    points = "-" if score.ungraded else str(score.points)
    about = score.exercise.title.within(lang) + proof(score, lang)
    marks = Line(f"{points} / {score.exercise.max_score}")
    return Line(sign, style=style), Line(score.exercise.slug), marks, Line(about, style="dim")


def proof(score: Score, lang: Language) -> str:
    """Say how many interleavings stand behind an exercise whose checks all pass; nothing if none were explored."""
    tables = [outcome.evidence["explored"] for outcome in score.outcomes if "explored" in outcome.evidence]
    if not tables or any(outcome.code for outcome in score.outcomes):
        return ""
    count = sum(table["executions"] for table in tables)
    if all(table["complete"] for table in tables):
        return f"（已验证全部 {count} 种线程交错）" if lang == "zh" else f" (proven over all {count} interleavings)"
    return f"（试过 {count} 种线程交错，并非全部）" if lang == "zh" else f" ({count} interleavings tried, not all)"


def failures(score: Score, lang: Language) -> Iterator[RenderableType]:
    """Give what is to be said about the checks of one exercise that did not pass.

    The same finding in every check (a file that does not parse, a stub that is not written) is said once.
    """
    pairs = [(c, o) for c, o in zip(score.exercise.checks, score.outcomes, strict=True) if o.code]
    if not pairs:
        return
    yield Line(f"\n{score.exercise.slug}", style="bold")
    codes = {outcome.code for outcome in score.outcomes}
    if codes <= NOT_BEGUN:
        yield Padding(Line(feedback.explained(codes.pop() or "").within(lang)), (0, 0, 0, 2))
        return
    said: set[str] = set()
    for check, outcome in pairs:
        again = repr((outcome.code, feedback.details(outcome, lang)))
        yield Padding(Group(*failure(check, outcome, lang, brief=again in said)), (0, 0, 0, 2))
        said.add(again)


def failure(check: Check, outcome: Outcome, lang: Language, *, brief: bool) -> Iterator[RenderableType]:
    """Give one failed check: its title, the code's sentence, the evidence, the story."""
    sign, style = SIGN.get(outcome.verdict, FAILED)
    assert outcome.code is not None
    yield Line.assemble((sign, style), " ", check.title.within(lang), (f"  {outcome.code}", "dim"))
    if brief:
        return
    yield Padding(Line(feedback.explained(outcome.code).within(lang)), (0, 0, 0, 2))
    for label, value in feedback.details(outcome, lang):
        yield Padding(evidence(label, value), (0, 0, 0, 4))
    for line in story(outcome.evidence, lang):
        yield Padding(Line(line), (0, 0, 0, 4))


def evidence(label: str, value: str) -> Line:
    """Return one row of evidence, shortened and made harmless."""
    return Line.assemble((f"{label}: ", "dim") if label else "", clean(short(value, LONGEST).rstrip("\n")))


def story(found: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """Give the failing interleaving, if there is one to be shown."""
    if steps := shown(found):
        yield "这样执行就会出错：" if lang == "zh" else "It goes wrong when this happens:"
        yield from end(steps, lang)


def next_step(result: Result, hidden: int, lang: Language) -> str:
    """Name the one thing to do next: the first check that did not pass, with its first hint."""
    for score in result.scores:
        if step := feedback.first_step(score, lang):
            return feedback.NEXT.within(lang) + step
    return feedback.FULL[hidden > 0].within(lang)


def footer(book: Scorebook, lang: Language) -> RenderableType:
    """Return the line that says how safe this run was and which seed repeats it."""
    return Line(footer_line(book, lang), style="dim")


def footer_line(book: Scorebook, lang: Language) -> str:
    """Return the same line as text."""
    level = book.sandbox["level"]
    promise = feedback.PROMISES[level].within(lang)
    if lang == "zh":
        return f"沙箱级别：{level}（{promise}）· 种子：{book.seed}"
    return f"sandbox: {level} ({promise}) · seed: {book.seed}"
