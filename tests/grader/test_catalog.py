"""What is found in a course, and what is said about a course that is not whole."""

import shutil
from pathlib import Path

import pytest

from grader import catalog
from grader.errors import ExerciseError, UsageError

SLUG = "10_first_steps"


@pytest.fixture
def copy(course: Path, tmp_path: Path) -> Path:
    shutil.copytree(course, tmp_path / "course")
    return tmp_path / "course"


def test_exercises_come_in_the_order_of_their_numbers(copy: Path) -> None:
    for place in ("exercises", "tests/exercises"):
        shutil.copytree(copy / place / SLUG, copy / place / "100_first_steps")

    assert [one.slug for one in catalog.load(copy)] == [SLUG, "20_two_threads", "100_first_steps"]


def test_checks_are_read_with_points_titles_and_hints(course: Path) -> None:
    first = catalog.load(course)[0]

    assert [(check.name, check.points, check.visible) for check in first.checks] == [
        ("test_the_codes", 2, True),
        ("test_one_after_the_other", 3, False),
    ]
    assert first.checks[1].hints[0].zh == "先 join，再启动下一个。"
    assert (first.module, first.max_score) == ("first_steps", 5)


def test_the_course_is_the_one_that_the_path_lies_in(course: Path) -> None:
    assert catalog.course(course / "solutions" / SLUG / "first_steps.py") == course


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("feedback.toml", "[exercise", "is not TOML"),
        ("feedback.toml", "", "the title in \\[exercise\\] of feedback.toml is not complete"),
        ("feedback.toml", '[exercise]\ntitle = {en = "x", zh = "x"}', "says nothing about 'test_the_codes'"),
        ("test_first_steps.py", "def (", "does not parse"),
        ("test_first_steps.py", "x = 1", "has no function marked @check"),
        ("test_first_steps.py", "@check(points=0)\ndef test_the_codes(stage): ...", "points=0"),
        ("test_first_steps.py", "@check(points=N)\ndef test_the_codes(stage): ...", "must be literals"),
        ("test_first_steps.py", "@check(points=1)\ndef test_the_codes(stage): ...", "which is no check"),
    ],
)
def test_an_exercise_that_is_not_whole_says_what_to_mend(copy: Path, file: str, text: str, says: str) -> None:
    (copy / "tests" / "exercises" / SLUG / file).write_text(text, encoding="utf-8")

    with pytest.raises(ExerciseError, match=says):
        catalog.load(copy)


def test_a_hint_in_one_language_only_is_not_complete(copy: Path) -> None:
    file = copy / "tests" / "exercises" / SLUG / "feedback.toml"
    file.write_text(file.read_text("utf-8").replace('zh = "看看 exitcode。"', 'zh = ""'), encoding="utf-8")

    with pytest.raises(ExerciseError, match=r"hint 1 of .* is not complete; write it in en and zh"):
        catalog.load(copy)


def test_a_missing_stub_is_said(copy: Path) -> None:
    (copy / "exercises" / SLUG / "first_steps.py").unlink()

    with pytest.raises(ExerciseError, match=r"first_steps.py' is missing"):
        catalog.load(copy)


def test_a_module_must_not_shadow_the_standard_library(copy: Path) -> None:
    (copy / "tests" / "exercises" / "30_queue").mkdir()

    with pytest.raises(ExerciseError, match="'queue' is a module of the standard library"):
        catalog.load(copy)


def test_a_folder_without_exercises_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no course"):
        catalog.load(tmp_path)
