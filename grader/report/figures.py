"""A class in figures, for a person at a terminal."""

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text as Line

from grader import feedback
from grader.model import Language
from grader.overview import Asked, Overview
from grader.report.safe import inert, one_line, short
from grader.report.terminal import WIDTH

MOST = 30  # submissions are listed; the JSON and the page have all
NAME = 60
WORDS = {
    "submissions": {"en": "submissions", "zh": "份提交"},
    "mean": {"en": "mean", "zh": "平均分"},
    "median": {"en": "median", "zh": "中位数"},
    "full": {"en": "full marks", "zh": "满分人数"},
    "of": {"en": "of", "zh": "满分"},
    "distribution": {"en": "Scores, in tenths of what can be reached", "zh": "得分分布（按满分的十分之一分段）"},
    "checks": {"en": "Checks: share that passes, mean seconds", "zh": "各项检查：通过率、平均秒数"},
    "mistakes": {"en": "Commonest mistakes: share of submissions", "zh": "最常见的错误：占提交的比例"},
    "nobody": {"en": "Nobody passes", "zh": "无人通过"},
    "everybody": {"en": "Everybody passes", "zh": "人人通过"},
    "look": {"en": "Worth a human look", "zh": "值得人工查看"},
    "more": {"en": "more", "zh": "更多"},
    "near": {"en": "nearly full marks", "zh": "接近满分"},
    "none": {"en": "none", "zh": "无"},
}


def render(found: Overview, lang: Language) -> str:
    """Return the figures as plain text."""
    page = io.StringIO()
    console = Console(file=page, width=WIDTH, color_system=None, legacy_windows=False)
    for part in parts(found, lang):
        console.print(part)
    return inert("\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n")


def parts(found: Overview, lang: Language) -> Iterator[RenderableType]:
    """Give the parts of the page."""
    say = {key: texts[lang] for key, texts in WORDS.items()}
    yield Line(
        f"{found.submissions} {say['submissions']} · {say['mean']} {found.mean:.1f} {say['of']} {found.max_points} · "
        f"{say['median']} {found.median:g} · {say['full']} {found.full}"
    )
    yield Line(f"\n{say['distribution']}")
    tenths = [f"{10 * n}-{10 * n + 10 if n < 9 else 100}%" for n in range(len(found.bins))]
    yield rows((tenth, bar(n, max(found.bins)), str(n)) for tenth, n in zip(tenths, found.bins, strict=True))
    yield Line(f"\n{say['checks']}")
    for slug, checks in groupby(found.asked, key=lambda one: one.exercise.slug):
        yield Line(slug, style="dim")
        yield rows((f"{one.share:4.0%}", f"{one.seconds:.2f}", one.check.title.within(lang)) for one in checks)
    for key, those in (("nobody", found.nobody), ("everybody", found.everybody)):
        yield Line(f"\n{say[key]}: {', '.join(map(called, those)) or say['none']}")
    yield Line(f"\n{say['mistakes']}")
    yield rows(
        (f"{n / found.submissions:4.0%}", code, feedback.explained(code).within(lang)) for code, n in found.mistakes
    )
    yield Line(f"\n{say['look']}: {say['none'] if not found.look else len(found.look)}")
    yield rows((one_line(short(id_, NAME)), why(reasons, lang)) for id_, reasons in found.look[:MOST])
    if len(found.look) > MOST:
        yield Line(f"{len(found.look) - MOST} {say['more']}: grade report --html")


def called(one: Asked) -> str:
    """Return a check's full name."""
    return f"{one.exercise.slug}.{one.check.name}"


def why(reasons: Iterable[str], lang: Language) -> str:
    """Return the reasons for a human look as text."""
    return ", ".join(WORDS["near"][lang] if reason == "near" else reason for reason in reasons)


def rows(cells: Iterable[tuple[str, ...]]) -> Table:
    """Return a plain table."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for row in cells:
        table.add_row(*map(Line, row))
    return table


def bar(count: int, most: int) -> str:
    """Return a bar of at most 40 blocks."""
    return "█" * round(40 * count / max(1, most)) or ("▏" if count else "")
