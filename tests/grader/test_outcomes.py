"""What the judge's report says, and what is made of a report that is not whole."""

from pathlib import Path
from typing import Any

from grader.model import Check, Exercise, Raw, Text
from grader.outcomes import read

SOME = Text(en="x", zh="x")
CHECKS = tuple(Check(name=f"test_{n}", points=1, visible=False, title=SOME, hints=()) for n in range(2))
EXERCISE = Exercise(slug="10_x", title=SOME, checks=CHECKS, stub=Path("x.py"), tests=Path())


def raw(*tests: dict[str, Any], collected: int | None = None) -> Raw:
    count = len(tests) if collected is None else collected
    return Raw(report={"summary": {"collected": count}, "tests": list(tests)}, reason="", seconds=0.0)


def test_no_report_is_our_fault_for_every_check() -> None:
    found = read(Raw(report=None, reason="it died", seconds=0.0), EXERCISE)

    assert [outcome.code for outcome in found] == ["G902", "G902"]
    assert found[0].evidence["reason"] == "it died"


def test_a_report_that_lost_tests_is_our_fault() -> None:
    found = read(raw({"nodeid": "t.py::test_0", "outcome": "passed"}, collected=2), EXERCISE)

    assert {outcome.code for outcome in found} == {"G902"}


def test_only_the_word_passed_passes() -> None:
    for word in ("failed", "error", "skipped", "xfailed", "xpassed", "subtests passed", "PASSED"):
        (found,) = read(raw({"nodeid": "t.py::test_0", "outcome": word}), EXERCISE)

        assert found.code == "G903"


def test_code_and_evidence_come_from_the_metadata() -> None:
    metadata = {"code": "R101", "evidence": {"got": 3}}
    (found,) = read(raw({"nodeid": "t.py::test_0", "outcome": "failed", "metadata": metadata}), EXERCISE)

    assert (found.code, found.verdict, found.evidence) == ("R101", "race", {"got": 3})


def test_explorations_of_one_check_are_added_up() -> None:
    metadata = {"explored": [{"executions": 3, "complete": True}, {"executions": 4, "complete": False}]}
    (found,) = read(raw({"nodeid": "t.py::test_0", "outcome": "passed", "metadata": metadata}), EXERCISE)

    assert found.evidence["explored"] == {"executions": 7, "complete": False}
