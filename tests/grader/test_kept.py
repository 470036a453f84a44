"""What the judge's pytest has reported can be kept, and agrees with the score."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import grader
from grader import catalog, kept, outcomes, score
from grader.model import Raw
from tests.grader.conftest import COURSE, Grade

pytestmark = pytest.mark.once

FIRST, SECOND = catalog.load(COURSE)


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="ascii"))
    return found


def raw(*codes: str | None, collected: int | None = None) -> Raw:
    """A report of the first checks of the first exercise."""
    tests = [
        {"nodeid": f"t.py::{check.name}", "outcome": "failed" if code else "passed", "metadata": {"code": code}}
        for check, code in zip(FIRST.checks, codes, strict=False)
    ]
    summary = {"collected": len(tests) if collected is None else collected, "total": len(tests)}
    return Raw(report={"root": "/secret/place", "summary": summary, "tests": tests}, reason="", seconds=0.0)


def test_every_report_is_kept_and_adds_up_to_the_score(grade: Grade, tmp_path: Path) -> None:
    done = grade(COURSE / "solutions", "--course", COURSE, "--keep", "kept", "--format", "json")

    scores = {one["slug"]: one for one in json.loads(done.stdout)["submissions"][0]["exercises"]}
    assert {file.stem for file in (tmp_path / "kept").iterdir()} == scores.keys()
    for slug, said in scores.items():
        found = read(tmp_path / "kept" / f"{slug}.json")
        assert found["summary"]["collected"] == found["summary"]["total"] == len(found["tests"]) == len(said["checks"])
        assert sum(one["metadata"]["points"] for one in found["tests"]) == said["score"]
        assert [one["nodeid"].rpartition("::")[2] for one in found["tests"]] == [one["name"] for one in said["checks"]]
        assert {one["metadata"]["exercise"] for one in found["tests"]} == {slug}
        assert {one["call"]["outcome"] for one in found["tests"]} == {"passed"}


def test_a_class_has_a_folder_for_everybody_without_a_path_of_this_machine(grade: Grade, tmp_path: Path) -> None:
    for name in ("ann", "ben"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "first_steps.py").write_text("def steps(tasks):\n    return 5\n", encoding="utf-8")

    grade("class", "--course", COURSE, "-k", "the_codes", "--keep", "kept", "--allow-unsandboxed", "--quiet")

    for name in ("ann", "ben"):
        (file,) = (tmp_path / "kept" / name).iterdir()
        (test,) = read(file)["tests"]
        assert (test["outcome"], test["metadata"]["verdict"], test["metadata"]["points"]) == ("failed", "wrong", 0)
        assert read(file)["summary"]["collected"] == 1
        for path in (COURSE, Path(grader.__file__).parents[1], Path(sys.prefix)):
            assert f"{path}/" not in file.read_text(encoding="ascii")
        assert "Traceback" in test["call"]["longrepr"]


def test_a_report_that_lost_tests_is_kept_as_it_is_and_gives_no_points(tmp_path: Path) -> None:
    lossy = raw(None, None, collected=3)

    kept.keep(tmp_path, "ann", [FIRST], {FIRST.slug: lossy})

    found = read(tmp_path / "ann" / f"{FIRST.slug}.json")
    assert (found["root"], len(found["tests"])) == ("", 2)
    assert {one["metadata"]["verdict"] for one in found["tests"]} == {"fault"}
    assert score.exit_code([score.tally(FIRST, outcomes.read(lossy, FIRST))]) == 3


def test_a_judge_without_a_report_takes_that_of_an_earlier_run_away(tmp_path: Path) -> None:
    for one in (raw(None), Raw(report=None, reason="it died", seconds=0.0)):
        kept.keep(tmp_path, ".", [FIRST, SECOND], {FIRST.slug: one})

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_one_is_said_before_anything_is_graded(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")

    done = grade(COURSE / "solutions", "--course", COURSE, "--keep", "file")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "grade: no reports can be kept in 'file': File exists; name another folder\n"
