"""What the run of a class has found is found again as long as it would come out the same."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grader import catalog, known, roster, store
from grader.model import Score
from grader.sandbox import levels
from tests.grader.conftest import Grade

pytestmark = pytest.mark.once

Found = Callable[..., dict[str, Score]]


@pytest.fixture
def place(tmp_path: Path, course: Path) -> Path:
    """A course of its own, and beside it a class of one who has done the first exercise, graded."""
    shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "class" / "ann").mkdir(parents=True)
    reference = course / "solutions" / "10_first_steps" / "first_steps.py"
    shutil.copy(reference, tmp_path / "class" / "ann")
    return tmp_path


@pytest.fixture
def found(place: Path, grade: Grade) -> Found:
    """Grade the class, and return what is known of ann."""
    done = grade(place / "class", "--course", place / "course", "--allow-unsandboxed", "--quiet")
    assert done.returncode == 1, done.stderr

    def one(level: str = "") -> dict[str, Score]:
        exercises = catalog.load(place / "course")
        before = known.known(store.beside(place / "class"), exercises, level or levels.find().level)
        return before.of(roster.submission(place / "class" / "ann", exercises))

    return one


def test_what_is_as_it_was_is_known(found: Found) -> None:
    assert {slug: score.points for slug, score in found().items()} == {"10_first_steps": 5, "20_two_threads": 0}


def test_another_file_other_tests_or_another_sandbox_are_something_else(place: Path, found: Found) -> None:
    tests = place / "course" / "tests" / "exercises" / "20_two_threads" / "scenarios.py"

    assert found("L9") == {}
    (place / "class" / "ann" / "first_steps.py").write_text("x = 1", encoding="utf-8")
    assert list(found()) == ["20_two_threads"]
    tests.write_text(tests.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert found() == {}


def test_a_fault_of_ours_is_worth_another_try(place: Path, found: Found) -> None:
    with closing(sqlite3.connect(store.beside(place / "class"))) as base:
        base.execute("UPDATE scores SET outcomes = replace(outcomes, 'S701', 'G902')")
        base.commit()

    assert list(found()) == ["10_first_steps"]


def test_without_a_store_nothing_is_known(place: Path) -> None:
    exercises = catalog.load(place / "course")

    before = known.known(store.beside(place / "class"), exercises, "L2")

    assert before.of(roster.submission(place / "class" / "ann", exercises)) == {}
