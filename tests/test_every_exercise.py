"""The authoring contract holds for every exercise of this course: the same as `grade verify`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.grade import Terms
from grader.sandbox import levels
from grader.verify import verify

COURSE = Path(__file__).parents[1]
SLUGS = sorted(folder.name for folder in (COURSE / "tests" / "exercises").iterdir() if folder.name[0].isdigit())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_exercise_does_what_its_author_says(slug: str) -> None:
    (found,) = verify(COURSE, slug, os.cpu_count() or 1, Terms(0, levels.find().level))

    assert found.faults == ()
    assert found.runs > 0


def test_hidden_tests_run_under_plain_pytest_too() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "tests/exercises/70_thread_local"]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_folder_is_without_its_counterparts() -> None:
    for place in ("exercises", "solutions"):
        assert sorted(folder.name for folder in (COURSE / place).iterdir() if folder.is_dir()) == SLUGS
