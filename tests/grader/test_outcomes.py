"""What the judge's report says, and what is made of a report that is not whole."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Check, Exercise, Outcome, Raw, Text
from grader.outcomes import read
from grader.score import tally

SOME = Text(en="x", zh="x")
CHECKS = tuple(Check(name=f"test_{n}", points=1, visible=False, title=SOME, hints=()) for n in range(2))
EXERCISE = Exercise(slug="10_x", title=SOME, checks=CHECKS, stub=Path("x.py"), tests=Path())


def raw(*tests: dict[str, Any], collected: int | None = None, deselected: int = 0) -> Raw:
    count = len(tests) if collected is None else collected
    return Raw(
        report={"summary": {"collected": count, "deselected": deselected}, "tests": list(tests)}, reason="", seconds=0.0
    )


def test(name: str, word: str, **metadata: Any) -> dict[str, Any]:
    return {"nodeid": f"t.py::{name}", "outcome": word, "metadata": metadata}


test.__test__ = False  # type: ignore[attr-defined]  # builds one, is none


def only(test: dict[str, Any]) -> Outcome:
    (found,) = read(raw(test), EXERCISE)
    return found


def test_no_report_is_our_fault_for_every_check() -> None:
    found = read(Raw(report=None, reason="it died", seconds=0.0), EXERCISE)

    assert [outcome.code for outcome in found] == ["G902", "G902"]
    assert found[0].evidence["reason"] == "it died"


@pytest.mark.parametrize("report", [{}, {"tests": []}, {"summary": {"collected": 2}}, {"summary": {}, "tests": []}])
def test_a_report_without_tests_is_our_fault(report: dict[str, Any]) -> None:
    found = read(Raw(report=report, reason="no tests ran", seconds=0.0), EXERCISE)

    assert {outcome.code for outcome in found} == {"G902"}


@pytest.mark.parametrize(("collected", "deselected"), [(2, 0), (0, 0), (3, 1)])
def test_a_report_that_lost_tests_is_our_fault(collected: int, deselected: int) -> None:
    found = read(raw(test("test_0", "passed"), collected=collected, deselected=deselected), EXERCISE)

    assert {outcome.code for outcome in found} == {"G902"}


def test_checks_that_were_not_asked_for_are_no_loss() -> None:
    found = read(raw(test("test_0", "passed"), collected=2, deselected=1), EXERCISE)

    assert [outcome.code for outcome in found] == [None]


def test_a_check_that_a_sound_report_does_not_mention_earns_nothing() -> None:
    score = tally(EXERCISE, read(raw(test("test_0", "passed")), EXERCISE))

    assert [outcome.code for outcome in score.outcomes] == [None, "C403"]


def test_a_test_that_is_no_check_earns_nothing() -> None:
    score = tally(EXERCISE, read(raw(test("test_0[again]", "passed"), test("test_bonus", "passed")), EXERCISE))

    assert score.points == 0


@pytest.mark.parametrize(
    "word", ["failed", "error", "skipped", "xfailed", "xpassed", "subtests passed", "PASSED", "", None, True]
)
def test_only_the_word_passed_passes(word: Any) -> None:
    assert only(test("test_0", word)).code == "G903"


@pytest.mark.parametrize("forged", [None, "", 0, False, [], {}])
def test_no_code_in_the_metadata_makes_a_failed_test_pass(forged: Any) -> None:
    assert only(test("test_0", "failed", code=forged)).verdict == "fault"


@pytest.mark.parametrize("forged", ["X101", "passed", "g901", 101, ["W101"]])
def test_a_code_that_there_is_not_is_our_fault(forged: Any) -> None:
    assert only(test("test_0", "failed", code=forged)).verdict == "fault"


def test_points_in_the_metadata_change_nothing() -> None:
    forged = {"points": 100, "max_points": 100, "verdict": "passed", "outcome": "passed"}

    score = tally(EXERCISE, read(raw(test("test_0", "failed", code="W101", **forged)), EXERCISE))

    assert (score.points, score.outcomes[0].verdict, score.exercise.max_score) == (0, "wrong", 2)


def test_code_and_evidence_come_from_the_metadata() -> None:
    found = only(test("test_0", "failed", code="R101", evidence={"got": 3}))

    assert (found.code, found.verdict, found.evidence) == ("R101", "race", {"got": 3})


def test_explorations_of_one_check_are_added_up() -> None:
    tables = [{"executions": 3, "complete": True}, {"executions": 4, "complete": False}]
    found = only(test("test_0", "passed", explored=tables))

    assert found.evidence["explored"] == {"executions": 7, "complete": False}


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["passed", "failed", "error", "skipped"])), max_size=6),
    st.integers(-1, 7),
)
def test_no_report_earns_more_than_its_words_passed(words: list[tuple[int, str]], collected: int) -> None:
    tests = [test(f"test_{number}", word, code="W101") for number, word in words]

    score = tally(EXERCISE, read(raw(*tests, collected=collected), EXERCISE))

    assert score.points <= len({number for number, word in words if word == "passed" and number < 2})
