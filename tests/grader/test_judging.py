"""The judge process: what it brings back, and what its own death looks like."""

from pathlib import Path

from grader import outcomes
from grader.catalog import load
from grader.judging import run
from grader.model import Job


def job(course: Path, file: str, checks: tuple[str, ...] = ("test_the_codes", "test_one_after_the_other")) -> Job:
    tests = course / "tests" / "exercises" / "10_first_steps"
    return Job(
        submission=".",
        slug="10_first_steps",
        module="first_steps",
        tests=str(tests),
        file=file,
        checks=checks,
        seed=0,
    )


def test_the_report_is_pytest_json_reports_own(course: Path) -> None:
    raw = run(job(course, str(course / "solutions" / "10_first_steps" / "first_steps.py")))

    assert raw.report is not None
    assert raw.report["summary"]["passed"] == 2
    assert raw.seconds > 0


def test_a_student_who_kills_the_judge_gets_a_fault_not_points(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "first_steps.py"
    file.write_text("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n")

    raw = run(job(course, str(file)))

    found = outcomes.read(raw, load(course)[0])
    assert {outcome.code for outcome in found} == {"G902"}
    assert "status -9" in raw.reason


def test_a_hidden_test_that_breaks_is_our_fault(course: Path, tmp_path: Path) -> None:
    tests = tmp_path / "10_first_steps"
    tests.mkdir()
    (tests / "scenarios.py").write_text("")
    (tests / "test_first_steps.py").write_text(
        "from grader.testing import check\n\n\n@check(points=1)\ndef test_the_codes(stage):\n    1 / 0\n"
    )
    broken = Job(
        submission=".", slug="x", module="first_steps", tests=str(tests), file="x", checks=("test_the_codes",), seed=0
    )

    (found,) = outcomes.read(run(broken), load(course)[0])

    assert (found.code, found.evidence) == ("G903", {"reason": "ZeroDivisionError: division by zero"})
