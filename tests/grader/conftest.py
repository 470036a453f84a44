"""A small course of its own, and a way to run the command on it as a user would."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

collect_ignore = ["course"]  # its hidden tests are run by the judge only

COURSE = Path(__file__).parent / "course"

Grade = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def course() -> Path:
    return COURSE


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    def run(*words: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", *map(str, words)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def judged(grade: Grade, tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    """Grade a text as the file of the course's live exercise and return that exercise's part of the report."""

    def run(source: str) -> dict[str, Any]:
        file = tmp_path / "10_first_steps" / "first_steps.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source, encoding="utf-8")
        return report(grade("--course", COURSE, file, "--format", "json"))

    return run


def report(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the first exercise of a JSON report."""
    exercise: dict[str, Any] = json.loads(done.stdout)["submissions"][0]["exercises"][0]
    return exercise
