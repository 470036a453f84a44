"""The judge process: what it brings back, and what its own death looks like."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import judging, outcomes
from grader.catalog import load
from grader.grade import part
from grader.judging import idle, run
from grader.model import Job, Part, Raw


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Leave no bench behind."""
    yield
    judging.close()


PARENT = """
import os, signal
def parent(pid): return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
"""


def job(course: Path, file: str, checks: tuple[str, ...] = ("test_the_codes", "test_one_after_the_other")) -> Job:
    tests = course / "tests" / "exercises" / "10_first_steps"
    asked = Part(slug="10_first_steps", module="first_steps", tests=str(tests), file=file, checks=checks)
    return Job(submission=".", parts=(asked,), seed=0)


def only(job: Job) -> Raw:
    (raw,) = run(job).values()
    return raw


def test_the_report_is_pytest_json_reports_own(course: Path) -> None:
    raw = only(job(course, str(course / "solutions" / "10_first_steps" / "first_steps.py")))

    assert raw.report is not None
    assert raw.report["summary"]["passed"] == 2
    assert raw.seconds > 0


def test_no_module_comes_from_the_folder_that_the_grader_is_started_in(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("grader", "json"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('not ours')\n")
    monkeypatch.chdir(tmp_path)

    raw = only(job(course, str(course / "solutions" / "10_first_steps" / "first_steps.py")))

    assert raw.report is not None
    assert raw.report["summary"]["passed"] == 2


def test_a_student_who_kills_the_judge_gets_a_fault_not_points(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "first_steps.py"
    file.write_text(PARENT + "os.kill(parent(os.getppid()), signal.SIGKILL)\n")

    raw = only(job(course, str(file)))

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
    asked = Part(slug="x", module="first_steps", tests=str(tests), file="x", checks=("test_the_codes",))
    broken = Job(submission=".", parts=(asked,), seed=0)

    (found,) = outcomes.read(only(broken), load(course)[0])

    assert (found.code, found.evidence) == ("G903", {"reason": "ZeroDivisionError: division by zero"})


def test_judges_of_one_bench_share_nothing(course: Path, tmp_path: Path) -> None:
    tests = tmp_path / "10_first_steps"
    tests.mkdir()
    (tests / "scenarios.py").write_text("")
    (tests / "test_first_steps.py").write_text(
        "import json, os\nfrom grader.testing import check\n\n\n"
        "@check(points=1)\ndef test_the_codes(stage):\n"
        "    assert not hasattr(json, 'been_here'), 'state flows'\n    json.been_here = True\n"
        "    assert 'BEEN' not in os.environ, 'state flows'\n    os.environ['BEEN'] = 'here'\n"
    )
    asked = Part(slug="x", module="first_steps", tests=str(tests), file="x", checks=("test_the_codes",))
    one = Job(submission=".", parts=(asked,), seed=0)

    raws = [only(one) for _ in range(3)]

    assert [raw.report and raw.report["summary"].get("passed") for raw in raws] == [1, 1, 1]
    assert len(idle) == 1


def test_a_bench_that_is_gone_is_replaced(course: Path) -> None:
    good = job(course, str(course / "solutions" / "10_first_steps" / "first_steps.py"))
    run(good)
    os.kill(idle[-1].process.pid, signal.SIGKILL)
    idle[-1].process.wait()

    raw = only(good)

    assert raw.report is not None
    assert raw.report["summary"]["passed"] == 2


def test_a_bench_that_dies_at_work_gives_a_fault(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "first_steps.py"
    file.write_text(
        PARENT + "bench = parent(parent(os.getppid()))\n"
        "if b'grader.judge' in open(f'/proc/{bench}/cmdline', 'rb').read():  # not whoever adopted the judge since\n"
        "    os.kill(bench, signal.SIGKILL)\n"
    )

    raw = only(job(course, str(file), ("test_the_codes",)))

    assert "the judge gave no answer" in raw.reason
    assert {outcome.code for outcome in outcomes.read(raw, load(course)[0])} == {"G902"}


def two_parts(course: Path, first: Path) -> Job:
    one, other = load(course)
    second = course / "solutions" / other.slug / other.stub.name
    return Job(submission=".", parts=(part(one, first), part(other, second)), seed=0)


def test_the_exercises_of_a_submission_have_a_report_each(course: Path) -> None:
    raws = run(two_parts(course, course / "solutions" / "10_first_steps" / "first_steps.py"))

    assert list(raws) == [one.slug for one in load(course)]
    for raw, exercise in zip(raws.values(), load(course), strict=True):
        assert raw.report is not None
        assert raw.report["summary"]["passed"] == len(exercise.checks)


def test_a_judge_that_dies_at_one_exercise_takes_no_other_with_it(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "first_steps.py"
    file.write_text(PARENT + "os.kill(parent(os.getppid()), signal.SIGKILL)\n")

    raws = run(two_parts(course, file))

    assert raws["10_first_steps"].report is None
    assert raws["20_two_threads"].report is not None
    assert raws["20_two_threads"].report["summary"]["passed"] > 0


def test_a_grader_that_dies_leaves_no_folder_behind(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "place"
    folder.mkdir()
    bench = judging.Bench()
    bench.hear(job(course, str(course / "solutions" / "10_first_steps" / "first_steps.py")), folder)
    assert (folder / "10_first_steps.json").exists()

    assert bench.process.stdin is not None
    bench.process.stdin.close()  # what a judge sees of a grader that was killed

    assert bench.process.wait() == 0
    assert not folder.exists()
    bench.close()


def test_folders_that_killed_judges_have_left_go_when_they_are_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, young, full = (tmp_path / f"{judging.DOORS}{name}" for name in ("old", "young", "full"))
    for folder in (old, young, full / "door"):
        folder.mkdir(parents=True)
    for folder in (old, full):
        os.utime(folder, (0, 0))

    made = judging.doors()

    assert set(tmp_path.iterdir()) == {made, young, full}


def test_a_bench_that_cannot_start_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(judging, "COMMAND", (str(tmp_path / "nothing"),))

    with pytest.raises(FileNotFoundError):
        judging.Bench()

    assert not list(tmp_path.iterdir())


def test_hidden_tests_that_have_changed_are_collected_again(course: Path, tmp_path: Path) -> None:
    tests = tmp_path / "10_first_steps"
    tests.mkdir()
    (tests / "scenarios.py").write_text("")
    asked = Part(slug="x", module="first_steps", tests=str(tests), file="x", checks=("test_one",))
    found = []
    for body in ("pass", "assert False, 'changed'"):
        (tests / "test_first_steps.py").write_text(f"def test_one(stage):\n    {body}\n")
        found.append(only(Job(submission=".", parts=(asked,), seed=0)).report)

    assert [report and report["tests"][0]["outcome"] for report in found] == ["passed", "failed"]
    assert len(idle) == 1


def test_hidden_tests_that_cannot_be_collected_are_our_fault(course: Path, tmp_path: Path) -> None:
    tests = tmp_path / "10_first_steps"
    tests.mkdir()
    (tests / "test_first_steps.py").write_text("import no_such_module\n")
    asked = Part(slug="x", module="first_steps", tests=str(tests), file="x", checks=("test_one",))

    raw = only(Job(submission=".", parts=(asked,), seed=0))

    assert {outcome.code for outcome in outcomes.read(raw, load(course)[0])} == {"G902"}
    assert "no_such_module" in raw.reason
