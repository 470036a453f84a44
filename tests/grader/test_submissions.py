"""What was handed in, and what is said about a path that holds nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import catalog, submissions
from grader.errors import UsageError

SLUG = "10_first_steps"


def test_a_tree_is_about_every_exercise(course: Path, tmp_path: Path) -> None:
    exercises = catalog.load(course)
    (tmp_path / SLUG).mkdir()
    (tmp_path / SLUG / "first_steps.py").touch()

    found, submission = submissions.find(exercises, tmp_path)

    assert found == exercises
    assert submission.files == {SLUG: tmp_path / SLUG / "first_steps.py", "20_two_threads": None}


def below(folder: Path, name: str) -> Path:
    return folder / SLUG / name


@pytest.mark.parametrize(
    ("named", "handed_in"),
    [
        ("", "first_steps.py"),
        ("first_steps.py", "first_steps.py"),
        ("attempt.py", "attempt.py"),
        ("wrong/one.py", "wrong/one.py"),
    ],
)
def test_one_exercise_and_one_file_are_about_that_exercise(
    course: Path, tmp_path: Path, named: str, handed_in: str
) -> None:
    for name in ("first_steps.py", "attempt.py", "wrong/one.py"):
        below(tmp_path, name).parent.mkdir(exist_ok=True)
        below(tmp_path, name).touch()

    (one,), submission = submissions.find(catalog.load(course), below(tmp_path, named))

    assert one.slug == SLUG
    assert submission.files == {SLUG: below(tmp_path, handed_in)}


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("nowhere")])
def test_whatever_has_the_right_name_is_handed_in(course: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    below(tmp_path, "").mkdir()
    make(below(tmp_path, "first_steps.py"))

    _, submission = submissions.find(catalog.load(course), below(tmp_path, ""))

    assert submission.files == {SLUG: below(tmp_path, "first_steps.py")}


def test_a_path_that_is_not_there_is_said(course: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'.*/none' does not exist; name a folder of exercises"):
        submissions.find(catalog.load(course), tmp_path / "none")


def test_a_folder_that_holds_none_of_the_exercises_says_which_there_are(course: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds none of the exercises \(10_first_steps, 20_two_threads\)"):
        submissions.find(catalog.load(course), tmp_path)


def test_the_folder_above_the_exercises_says_where_they_are(course: Path) -> None:
    with pytest.raises(UsageError, match=r"holds none of the exercises \(.*\); name '.*/exercises'$"):
        submissions.find(catalog.load(course), course)


@pytest.mark.parametrize("named", ["README.md", "wrong"])
def test_what_is_no_python_file_is_not_judged(course: Path, tmp_path: Path, named: str) -> None:
    below(tmp_path, "wrong").mkdir(parents=True)
    below(tmp_path, "README.md").touch()

    with pytest.raises(UsageError, match=r"is no Python file; name first_steps.py, or the folder 10_first_steps$"):
        submissions.find(catalog.load(course), below(tmp_path, named))
