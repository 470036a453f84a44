"""Hostile text is no command of a runner, no markup, and never too long."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Language, Outcome, Result, Score, Scorebook
from grader.report import REPORTERS, comment, github
from grader.report.markup import attribute, code, plain, pre, value, within
from grader.report.safe import clean
from grader.score import tally
from tests.grader.test_report import GOLDEN, book, exercise

pytestmark = pytest.mark.once

PIECES = [
    "\n",
    "\r",
    "::error::",
    "##[",
    "```",
    "</pre>",
    "<!--",
    "|",
    "@all",
    "%0A",
    "](x)",
    "\n\n",
    ",",
    "::stop-commands::x",
]
HOSTILE = st.lists(st.text(st.characters(), max_size=5) | st.sampled_from(PIECES), max_size=12).map("".join)
COMMAND = re.compile(r"::error file=[^:,\s]+,line=\d+,title=[^:,\n\r]*::[^\n\r]*")


def test_what_a_runner_reads_is_escaped_as_its_own_toolkit_does() -> None:
    assert value("100%\r\nx: a,b") == "100%25\\r%0Ax: a,b"
    assert attribute("a:b,c%\n") == "a%3Ab%2Cc%25%0A"


@pytest.mark.parametrize(
    "text", ["# h", "`x`", "<b>", "|", "a_b_", "@all", "www.x.y", "[x](y)", "&lt;", "~~x~~", "$x$"]
)
def test_markup_is_shown_as_it_is(text: str) -> None:
    assert not set(plain(text)) - set("&#;0123456789") & set("`<>|_*[]()@:.~$!\\+-=")
    assert html.unescape(plain(text)) == text


@given(HOSTILE)
def test_no_text_breaks_out_of_a_line_a_cell_a_code_or_a_block(text: str) -> None:
    for shown in (plain(text), code(text)[6:-7]):
        assert "\n" not in shown
        assert not set(shown) & set("<>|`*_[]()@\\~:\"'$")
    lines = pre([text, text]).split("\n")
    assert (lines[0], lines[-1], len(lines)) == ("<pre>", "</pre>", 4)
    assert all(line and not set(line) & set("<>`") for line in lines[1:-1])


@given(st.lists(HOSTILE), st.integers(10, 60))
def test_only_whole_parts_are_kept_and_never_more_than_fits(parts: list[str], most: int) -> None:
    parts = [clean(part) for part in parts]

    shown = within(parts, most, "(cut)")

    assert len(shown.encode()) <= most
    assert shown == "".join(parts) or shown.endswith("(cut)")


def hostile_book(text: str, line: object, count: int = 3) -> Scorebook:
    """Return a book in which everything that a student controls says `text`."""
    story = [{"thread": text, "file": text, "line": 3, "source": text, "action": "read", "name": text, "value": text}]
    waits = [
        {"thread": text, "line": 3, "awaits": "lock", "wants": text, "held_by": text, "holds": [text], "cycle": True}
    ]
    evidence = {
        "got": text,
        "error": text,
        "printed": text,
        "story": story,
        "waits": waits,
        "line": line,
    }
    names = [f"test_{number}" for number in range(count)]
    outcomes = [
        Outcome(check=name, code=code, evidence=evidence | ({"missing": text} if code == "C404" else {}))
        for name, code in zip(names, ["C404", "R101", "C401"] * count, strict=False)
    ]
    result = Result(id=".", scores=(tally(exercise("20_mixed", names), outcomes),))
    return Scorebook(results=(result,), sandbox={"level": "L0", "name": "process"}, seed=7)


@given(HOSTILE, st.sampled_from(["en", "zh"]))
def test_a_log_holds_no_command_but_our_annotations(text: str, lang: Language) -> None:
    log = REPORTERS["github"](hostile_book(text, 4), lang)

    commands = [line for line in log.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == 3
    assert all(COMMAND.fullmatch(line) for line in commands)
    assert "##[" not in log


@given(HOSTILE, st.sampled_from(["en", "zh"]))
def test_a_summary_holds_no_markup_of_the_students(text: str, lang: Language) -> None:
    summary = github.summary(hostile_book(text, 4), lang)

    tags = set(re.findall(r"<[^>]*>?", summary))
    assert tags <= {"<code>", "</code>", "<pre>", "</pre>"}
    assert summary.count("<pre>") == summary.count("</pre>") == 2  # what is missing has no story
    assert all(row.count("|") == 5 for row in summary.splitlines() if row.startswith("|"))
    assert "`" not in summary
    assert "@" not in summary


def test_annotations_are_few_and_every_exercise_has_its_first_before_any_has_its_second() -> None:
    names = [f"test_{number}" for number in range(20)]
    many = tally(exercise("05_many", names), [Outcome(check=name, code="W101") for name in names])
    one = [Result(id=".", scores=(many,))]
    both = Scorebook(
        results=(
            Result(
                id=".", scores=(*[s for r in one for s in r.scores], *[s for r in book().results for s in r.scores])
            ),
        ),
        sandbox={"level": "L0", "name": "process"},
        seed=7,
    )

    lines = [line for line in REPORTERS["github"](both, "en").splitlines() if line.startswith("::error")]

    assert len(lines) == 10
    files = [re.findall(r"file=([^,]*)", line)[0] for line in lines]
    assert len(set(files[:4])) == 4


def test_a_summary_and_a_comment_are_never_larger_than_github_takes() -> None:
    huge = hostile_book("<" * 5000, 4, 300)

    assert len(github.summary(huge, "en").encode()) <= 1 << 20
    many = Scorebook(results=(Result(id=".", scores=huge_scores(huge) * 400),), sandbox=huge.sandbox, seed=1)
    assert len(comment.render(many).encode()) <= 60_000
    assert comment.render(many).endswith(comment.LEFT_OUT)


def huge_scores(huge: Scorebook) -> tuple[Score, ...]:
    return tuple(score for result in huge.results for score in result.scores)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_log_and_summary_are_as_they_were_looked_at(lang: Language) -> None:
    assert REPORTERS["github"](book(), lang) == (GOLDEN / f"github.{lang}.txt").read_text(encoding="utf-8")
    assert github.summary(book(), lang) == (GOLDEN / f"summary.{lang}.md").read_text(encoding="utf-8")


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_markup, then look at the diff
    for one in ("en", "zh"):
        (GOLDEN / f"github.{one}.txt").write_text(REPORTERS["github"](book(), one), encoding="utf-8")
        (GOLDEN / f"summary.{one}.md").write_text(github.summary(book(), one), encoding="utf-8")
