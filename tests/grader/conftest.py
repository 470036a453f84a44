"""A small course of its own, and ways to run the command and the judge on it as they run for a user."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from grader.judge.stage import Memory, Stage, Subject
from grader.sandbox.levels import NAMES, trouble

collect_ignore = ["course"]  # its hidden tests are run by the judge only

COURSE = Path(__file__).parent / "course"

LEVELS = [pytest.param(level, marks=pytest.mark.skipif(bool(trouble(level)), reason=trouble(level))) for level in NAMES]

Grade = Callable[..., subprocess.CompletedProcess[str]]
Judged = Callable[[str], dict[str, Any]]
Staged = Callable[..., Stage]


@pytest.fixture
def course() -> Path:
    return COURSE


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    def run(*words: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", *map(str, words)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)

    return run


@pytest.fixture
def judged(grade: Grade, tmp_path: Path) -> Judged:
    """Grade a text as the file of the course's live exercise and return that exercise's part of the report."""

    def run(source: str) -> dict[str, Any]:
        file = tmp_path / "10_first_steps" / "first_steps.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source, encoding="utf-8")
        return report(grade("--course", COURSE, file, "--format", "json"))

    return run


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Staged]:
    """Give a hidden test's stage for a student's text and the text of the scenarios, without a judge process."""
    with ExitStack() as end:

        def make(student: str, scenarios: str, level: str = "L0") -> Stage:
            (tmp_path / "student.py").write_text(student, encoding="utf-8")
            (tmp_path / "scenarios.py").write_text(scenarios, encoding="utf-8")
            file, beside = tmp_path / "student.py", tmp_path / "scenarios.py"
            subject = Subject(module="student", file=file, scenarios=beside, seed=0, level=level)
            stage = Stage(subject=subject, random=random.Random(0), memory=Memory())
            end.callback(stage.close)
            return stage

        yield make


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the first exercise of a JSON report."""
    exercise: dict[str, Any] = json.loads(done.stdout)["submissions"][0]["exercises"][0]
    return exercise
