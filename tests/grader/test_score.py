"""Points come from the exercise, never from the report."""

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grader.model import Check, Exercise, Outcome, Score, Text
from grader.score import VIOLATION, exit_code, tally

SOME = Text(en="x", zh="x")
CODES = st.none() | st.sampled_from(["W101", "R101", "D201", "L303", "C402", "T502", "P601", "S701", "G902"])


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
    assert [outcome.check for outcome in score.outcomes] == ["test_0"]


def test_of_two_results_for_one_check_the_bad_one_counts() -> None:
    both = [Outcome(check="test_0", code="W101"), Outcome(check="test_0")]

    assert tally(exercise(2), both).points == 0
    assert tally(exercise(2), both[::-1]).points == 0


@given(st.lists(st.tuples(st.integers(1, 9), CODES), min_size=1), st.randoms())
def test_the_points_are_those_of_the_checks_that_passed_in_whatever_order(
    checks: list[tuple[int, str | None]], dice: random.Random
) -> None:
    outcomes = [Outcome(check=f"test_{n}", code=code) for n, (_, code) in enumerate(checks)]
    dice.shuffle(outcomes)

    score = tally(exercise(*(points for points, _ in checks)), outcomes)

    codes = [code for _, code in checks]
    expected = [code or VIOLATION for code in codes] if VIOLATION in codes else codes
    assert score.points == sum(points for (points, _), code in zip(checks, expected, strict=True) if code is None)
    assert [outcome.code for outcome in score.outcomes] == expected


def test_whoever_interferes_with_the_grading_once_earns_nothing_in_this_exercise() -> None:
    score = scored(None, "P601", "W101")

    assert score.points == 0
    assert [outcome.code for outcome in score.outcomes] == ["P601", "P601", "W101"]


def scored(*codes: str | None) -> Score:
    return tally(exercise(*(1 for _ in codes)), [Outcome(check=f"test_{n}", code=c) for n, c in enumerate(codes)])


def test_exit_codes() -> None:
    assert exit_code([scored(None), scored(None, None)]) == 0
    assert exit_code([scored(None), scored(None, "W101")]) == 1
    assert exit_code([scored("W101"), scored("G901")]) == 3
    assert exit_code([scored(None, "G904")]) == 3


@given(st.lists(st.lists(CODES, min_size=1, max_size=3), min_size=1, max_size=4))
def test_exit_code_0_means_that_everything_passed(rows: list[list[str | None]]) -> None:
    code = exit_code(scored(*row) for row in rows)

    everything = [one for row in rows for one in row]
    assert (code == 0) == (everything == [None] * len(everything))
    assert (code == 3) == ("G902" in everything)
