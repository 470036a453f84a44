"""From the judge's pytest-json-report to one outcome per check."""

from collections.abc import Mapping
from typing import Any

from grader.feedback import codes
from grader.model import Exercise, Outcome, Raw


def read(raw: Raw, exercise: Exercise) -> tuple[Outcome, ...]:
    """Return what the report says of the checks of `exercise`.

    No report, or one that lost tests (pytest-json-report can), is a fault of ours for every
    check; a check that a sound report does not mention is left out, and `score.tally` counts it
    as crashed.
    """
    report = raw.report
    if report is None or not report.get("tests"):
        return fault(exercise, "G902", raw.reason)
    summary = report["summary"]
    if summary.get("collected", 0) - summary.get("deselected", 0) != len(report["tests"]):
        return fault(exercise, "G902", "the judge's report lost tests")
    return tuple(outcome(test) for test in report["tests"])


def fault(exercise: Exercise, code: str, reason: str) -> tuple[Outcome, ...]:
    """Return the same grader's fault for every check."""
    return tuple(Outcome(check=check.name, code=code, evidence={"reason": reason}) for check in exercise.checks)


def outcome(test: Mapping[str, Any]) -> Outcome:
    """Read one test of the report; only pytest's own word `passed` passes."""
    name = test["nodeid"].rpartition("::")[2]
    said = test.get("metadata", {})
    explored = {"explored": combined(said["explored"])} if said.get("explored") else {}
    seconds = sum(test.get(phase, {}).get("duration", 0.0) for phase in ("setup", "call", "teardown"))
    if test["outcome"] == "passed":
        return Outcome(check=name, evidence=explored, seconds=seconds)
    evidence = explored | said.get("evidence", {})
    return Outcome(check=name, code=known(said.get("code")), evidence=evidence, seconds=seconds)


def known(code: object) -> str:
    """Return a code that there is; anything else is a fault of ours."""
    return code if isinstance(code, str) and code in codes() else "G903"


def combined(tables: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how much all explorations of one check were together."""
    return {
        "executions": sum(table["executions"] for table in tables),
        "complete": all(table["complete"] for table in tables),
    }
