"""Every code that the grader can give has its sentence, in both languages."""

import re
from pathlib import Path

import pytest

import grader
from grader.feedback import codes, explained, next_step
from grader.model import VERDICTS, Outcome
from tests.grader.test_report import exercise

SOURCES = sorted(Path(grader.__file__).parent.rglob("*.py"))
USED = sorted({code for path in SOURCES for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))})
COURSE = Path(__file__).parents[2] / "tests" / "exercises"
TESTED = sorted(
    {code for path in COURSE.rglob("*.py") for code in re.findall(r'"([A-Z]\d{3})"', path.read_text("utf-8"))}
)


@pytest.mark.parametrize("code", sorted({*USED, *TESTED}))
def test_every_code_in_use_is_explained(code: str) -> None:
    assert code in codes()
    assert code[0] in VERDICTS


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_next_step_can_be_said(code: str) -> None:
    one = exercise("10_some", ["test_x"])
    outcome = Outcome(check="test_x", code=code, evidence={"line": 3, "missing": "main"})

    for lang in ("en", "zh"):
        said = next_step(one, one.checks[0], outcome, lang)
        assert said
        assert "{" not in said


def test_without_a_line_the_hint_is_the_next_step() -> None:
    one = exercise("10_some", ["test_x"])

    assert next_step(one, one.checks[0], Outcome(check="test_x", code="C401"), "en") == "10_some: a nudge"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert explained("X999").en == "X999"
