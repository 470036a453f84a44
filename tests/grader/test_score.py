"""Points come from the exercise, never from the report."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grader.model import Check, Exercise, Outcome, Text
from grader.score import exit_code, tally

SOME = Text(en="x", zh="x")


def exercise(*points: int) -> Exercise:
    checks = tuple(Check(name=f"test_{n}", points=p, visible=False, title=SOME, hints=()) for n, p in enumerate(points))
    return Exercise(slug="10_x", title=SOME, checks=checks, stub=Path("x.py"), tests=Path())


def test_a_check_missing_from_the_report_counts_as_crashed() -> None:
    score = tally(exercise(2, 3), [Outcome(check="test_0")])

    assert score.points == 2
    assert [outcome.code for outcome in score.outcomes] == [None, "C403"]


def test_a_check_that_nobody_asked_for_earns_nothing() -> None:
    score = tally(exercise(2), [Outcome(check="test_0", code="W101"), Outcome(check="test_bonus")])

    assert score.points == 0


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1))
def test_the_points_are_those_of_the_checks_that_passed(checks: list[tuple[int, bool]]) -> None:
    outcomes = [Outcome(check=f"test_{n}", code=None if passed else "W101") for n, (_, passed) in enumerate(checks)]

    score = tally(exercise(*(points for points, _ in checks)), outcomes)

    assert score.points == sum(points for points, passed in checks if passed)


def test_exit_codes() -> None:
    full = tally(exercise(1), [Outcome(check="test_0")])
    less = tally(exercise(1), [Outcome(check="test_0", code="W101")])
    fault = tally(exercise(1), [Outcome(check="test_0", code="G901")])

    assert exit_code([full, full]) == 0
    assert exit_code([full, less]) == 1
    assert exit_code([less, fault]) == 3
