"""The words of the house: sums, verdicts, languages, and values that nobody can change."""

import json
from dataclasses import FrozenInstanceError
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import LANGUAGES, VERDICTS, Check, Exercise, Outcome, Result, Score, Text

SOME = Text(en="x", zh="十")


def exercise(*points: int, slug: str = "10_x") -> Exercise:
    checks = tuple(Check(name=f"test_{n}", points=p, visible=False, title=SOME, hints=()) for n, p in enumerate(points))
    return Exercise(slug=slug, title=SOME, checks=checks, stub=Path("exercises/10_x/x.py"), tests=Path())


def test_a_text_speaks_both_languages() -> None:
    assert [SOME.within(lang) for lang in LANGUAGES] == ["x", "十"]


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6))
def test_an_exercise_is_worth_its_checks(points: list[int]) -> None:
    assert exercise(*points).max_score == sum(points)


def test_the_module_is_the_stub_without_its_ending() -> None:
    assert exercise(1).module == "x"


@pytest.mark.parametrize(("family", "verdict"), sorted(VERDICTS.items()))
def test_a_code_s_letter_is_its_verdict(family: str, verdict: str) -> None:
    assert Outcome(check="test_0", code=f"{family}101").verdict == verdict


def test_no_code_is_passed() -> None:
    assert Outcome(check="test_0").verdict == "passed"


def test_the_schema_knows_every_verdict() -> None:
    schema = json.loads(resources.files("grader.report").joinpath("threadlings-1.schema.json").read_text("utf-8"))

    known = schema["$defs"]["check"]["properties"]["verdict"]["enum"]

    assert sorted(known) == sorted(["passed", *VERDICTS.values()])


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=5))
def test_a_result_adds_up_its_exercises(rows: list[tuple[int, int]]) -> None:
    scores = tuple(Score(exercise=exercise(worth), outcomes=(), points=points) for worth, points in rows)

    result = Result(id=".", scores=scores)

    assert result.points == sum(points for _, points in rows)
    assert result.max_points == sum(worth for worth, _ in rows)


@pytest.mark.parametrize(("code", "ungraded"), [("G901", True), ("W101", False), (None, False)])
def test_only_a_fault_of_ours_leaves_a_score_ungraded(code: str | None, ungraded: bool) -> None:  # noqa: FBT001
    outcomes = (Outcome(check="test_0"), Outcome(check="test_1", code=code))

    assert Score(exercise=exercise(1, 1), outcomes=outcomes, points=1).ungraded is ungraded


@pytest.mark.parametrize("value", [SOME, exercise(1), exercise(1).checks[0], Outcome(check="test_0")])
def test_a_value_cannot_be_changed(value: object) -> None:
    name = next(iter(value.__dataclass_fields__))  # type: ignore[attr-defined]

    with pytest.raises(FrozenInstanceError):
        setattr(value, name, "other")
