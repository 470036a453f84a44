"""Who is in a class folder, and one sentence for whatever is strange there."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import catalog, roster
from grader.errors import UsageError
from grader.model import Exercise

pytestmark = pytest.mark.once

ONE = "10_first_steps"


@pytest.fixture
def exercises(course: Path) -> tuple[Exercise, ...]:
    return catalog.load(course)


def hand_in(folder: Path, module: str = f"{ONE}/first_steps.py") -> None:
    (folder / module).parent.mkdir(parents=True)
    (folder / module).write_text("")


@pytest.mark.parametrize("name", ["ann", "曾", "a b", "-dash", "q'x", "été", "..x.", "n\nl"])
@pytest.mark.parametrize("module", [f"{ONE}/first_steps.py", "first_steps.py", f"{ONE}.ipynb", f"week1/{ONE}.ipynb"])
def test_every_folder_is_a_student_whatever_its_name_and_shape(
    tmp_path: Path, exercises: tuple[Exercise, ...], name: str, module: str
) -> None:
    name = name.lstrip(".")
    hand_in(tmp_path / name, module)

    who = roster.call(tmp_path, exercises)

    assert (list(who.ids), who.notices) == ([name], ())
    (submission,) = who.submissions(exercises)
    assert submission.files[ONE] == tmp_path / name / module
    assert roster.is_class(tmp_path, exercises)


def test_a_name_that_is_no_text_is_kept(tmp_path: Path, exercises: tuple[Exercise, ...]) -> None:
    hand_in(tmp_path / os.fsdecode(b"a\xff"))

    assert list(roster.call(tmp_path, exercises).ids) == ["a\\xff"]


def file(path: Path) -> None:
    path.touch()


def two_links(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (file, "is no folder of a student; it is left out"),
        (os.mkfifo, "is no folder of a student; it is left out"),
        (lambda path: path.symlink_to("nowhere"), "is a link that leads nowhere; it is left out"),
        (two_links, "is a link that leads nowhere; it is left out"),
        (lambda path: path.symlink_to("."), "is a link that leads back to the class itself; it is left out"),
        (lambda path: path.symlink_to(".."), "is a link that leads back to the class itself; it is left out"),
    ],
    ids=["file", "pipe", "gone", "loop", "itself", "above"],
)
def test_what_is_no_student_is_said(
    tmp_path: Path, exercises: tuple[Exercise, ...], make: Callable[[Path], None], said: str
) -> None:
    hand_in(tmp_path / "zoe")
    make(tmp_path / "it")

    who = roster.call(tmp_path, exercises)

    assert f"'it' {said}" in who.notices
    assert list(who.ids) == ["zoe"]
    assert roster.is_class(tmp_path, exercises)


def test_who_has_handed_in_nothing_is_there_all_the_same(tmp_path: Path, exercises: tuple[Exercise, ...]) -> None:
    (tmp_path / "empty").mkdir()
    hand_in(tmp_path / "other", "homework.py")

    who = roster.call(tmp_path, exercises)

    assert list(who.ids) == ["empty", "other"]
    assert who.notices == (
        "'empty' is an empty folder; nothing was handed in",
        "'other' holds no exercise; a file 10_first_steps/first_steps.py or first_steps.py would be one",
    )


def test_a_file_of_another_name_is_not_silently_worth_nothing(tmp_path: Path, exercises: tuple[Exercise, ...]) -> None:
    hand_in(tmp_path / "ann", f"{ONE}/First_Steps.py")
    hand_in(tmp_path / "ben", f"{ONE}/README.md")

    who = roster.call(tmp_path, exercises)

    assert who.notices == (f"'ann' has code in {ONE}/, but no first_steps.py; that counts as not handed in",)


def test_a_student_who_is_a_link_is_graded(tmp_path: Path, exercises: tuple[Exercise, ...]) -> None:
    hand_in(tmp_path / "class" / "ann")
    hand_in(tmp_path / "elsewhere")
    (tmp_path / "class" / "ben").symlink_to(tmp_path / "elsewhere")

    who = roster.call(tmp_path / "class", exercises)

    assert (list(who.ids), who.notices) == (["ann", "ben"], ())


def test_a_link_within_a_students_folder_is_handed_in_as_a_link(
    tmp_path: Path, exercises: tuple[Exercise, ...]
) -> None:
    hand_in(tmp_path / "ann")
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / ONE).symlink_to(tmp_path / "ann" / ONE)

    _, eve = roster.call(tmp_path, exercises).submissions(exercises)

    assert eve.files[ONE] == tmp_path / "eve" / ONE


def test_a_course_an_exercise_tree_and_an_empty_folder_are_no_class(
    course: Path, tmp_path: Path, exercises: tuple[Exercise, ...]
) -> None:
    shutil.copytree(course, tmp_path / "course")
    (tmp_path / "empty").mkdir()

    for path in ("course", "course/exercises", f"course/exercises/{ONE}", "course/solutions", "empty", "nowhere"):
        assert not roster.is_class(tmp_path / path, exercises), path


def test_an_assignment_that_is_a_link_may_lead_to_somebody_elses_work(
    tmp_path: Path, exercises: tuple[Exercise, ...]
) -> None:
    hand_in(tmp_path / "ann", f"week1/{ONE}.ipynb")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "week1").symlink_to(tmp_path / "ann" / "week1")

    ann, bob = roster.call(tmp_path, exercises).submissions(exercises)

    assert ann.files[ONE] == tmp_path / "ann" / "week1" / f"{ONE}.ipynb"
    assert bob.files[ONE] is None


def test_in_the_course_directory_of_nbgrader_the_class_is_what_it_has_collected(
    tmp_path: Path, exercises: tuple[Exercise, ...]
) -> None:
    hand_in(tmp_path, f"source/week1/{ONE}.ipynb")
    hand_in(tmp_path, f"release/week1/{ONE}.ipynb")
    hand_in(tmp_path, f"submitted/ann/week1/{ONE}.ipynb")

    place = roster.collected_in(tmp_path)

    assert list(roster.call(place, exercises).ids) == ["ann"]
    assert roster.collected_in(place) == place
    assert [one.slug for one in roster.set_in(tmp_path, exercises)] == [ONE]
    assert roster.set_in(place, exercises) == exercises


def test_a_course_directory_where_nothing_is_collected_yet_says_so(tmp_path: Path) -> None:
    hand_in(tmp_path, f"source/week1/{ONE}.ipynb")

    with pytest.raises(UsageError, match="collect the work first"):
        roster.collected_in(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can become somebody who may not read")
@pytest.mark.parametrize("closed", ["ben", f"ben/{ONE}"])
def test_a_folder_that_may_not_be_read_is_said_or_refused(exercises: tuple[Exercise, ...], closed: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hand_in(folder / "ann")
        hand_in(folder / "ben")
        folder.chmod(0o755)
        (folder / closed).chmod(0)
        os.seteuid(4242)
        try:
            who = roster.call(folder, exercises)
            _, ben = who.submissions(exercises)
        finally:
            os.seteuid(0)

    assert ben.files[ONE] == folder / "ben" / ONE
    assert list(who.ids) == ["ann", "ben"]
    assert who.notices == (
        ("'ben' may not be read; give yourself the right to read it and grade again",) if closed == "ben" else ()
    )


def test_names_that_look_alike_in_every_report_are_refused(tmp_path: Path, exercises: tuple[Exercise, ...]) -> None:
    hand_in(tmp_path / os.fsdecode(b"a\xff"))
    hand_in(tmp_path / "a\\xff")

    with pytest.raises(UsageError, match="rename one of them"):
        roster.call(tmp_path, exercises)
