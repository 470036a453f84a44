"""`grade export nbgrader` as a user meets it: what is written, and that nothing of another's is overwritten."""

import shutil
from pathlib import Path

import pytest

from tests.grader.conftest import Grade


def test_every_exercise_becomes_a_notebook_that_says_what_to_do_next(
    grade: Grade, course: Path, tmp_path: Path
) -> None:
    done = grade("export", "nbgrader", "teaching", "--course", course)

    folder = tmp_path / "teaching" / "source" / "threadlings"
    assert sorted(path.name for path in folder.iterdir()) == ["10_first_steps.ipynb", "20_two_threads.ipynb"]
    assert f"os.environ[\"THREADLINGS_COURSE\"] = '{course}'" in done.stdout
    assert done.stdout.splitlines()[-1] == "Next step: cd teaching && nbgrader generate_assignment threadlings"
    assert done.returncode == 0


def test_a_folder_beside_the_course_is_not_in_it(grade: Grade, course: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(course, tmp_path / "course")

    done = grade("export", "nbgrader", "../my teaching", cwd=copy)

    assert f"os.environ[\"THREADLINGS_COURSE\"] = '{copy}'" in done.stdout
    assert f"cd '{tmp_path}/my teaching' && nbgrader" in done.stdout


def test_one_exercise_can_be_an_assignment_of_its_own(grade: Grade, course: Path, tmp_path: Path) -> None:
    grade("export", "nbgrader", ".", "two_thr", "--assignment", "week2", "--course", course)

    assert [path.name for path in (tmp_path / "source" / "week2").iterdir()] == ["20_two_threads.ipynb"]


def test_a_notebook_that_somebody_has_edited_is_kept_unless_forced(grade: Grade, course: Path, tmp_path: Path) -> None:
    words = ("export", "nbgrader", ".", "--course", course)
    grade(*words)
    file = tmp_path / "source" / "threadlings" / "20_two_threads.ipynb"
    exported = file.read_text(encoding="utf-8")
    file.write_text("mine", encoding="utf-8")

    done = grade(*words)

    assert (done.returncode, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "differs; nothing is written" in done.stderr
    assert grade(*words, "--force").returncode == 0
    assert file.read_text(encoding="utf-8") == exported


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "the following arguments are required: FMT"),
        (("paper",), "invalid choice: 'paper'"),
        (("nbgrader", ".", "zebra"), "no exercise is called 'zebra'"),
        (("nbgrader", ".", "--assignment", "../week"), "'../week' is no name of an assignment"),
    ],
)
def test_wrong_usage_gets_one_sentence_and_exit_code_2(
    grade: Grade, course: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    done = grade("export", *words, *(["--course", course] if words[:1] == ("nbgrader",) else []))

    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "source").exists()


def test_an_exercise_without_instructions_in_the_language_is_named(grade: Grade, course: Path, tmp_path: Path) -> None:
    shutil.copytree(course, tmp_path / "course")
    (tmp_path / "course" / "exercises" / "20_two_threads" / "README.zh.md").unlink()

    done = grade("export", "nbgrader", ".", "--lang", "zh", "--course", "course")

    assert done.returncode == 2
    assert "README.zh.md' is missing; write it, or choose another --lang" in done.stderr
    assert not (tmp_path / "source").exists()


def test_a_stub_that_nbgrader_would_take_away_is_its_authors_fault(grade: Grade, course: Path, tmp_path: Path) -> None:
    shutil.copytree(course, tmp_path / "course")
    stub = tmp_path / "course" / "exercises" / "20_two_threads" / "two_threads.py"
    stub.write_text("def both(): pass", encoding="utf-8")

    done = grade("export", "nbgrader", ".", "--course", "course")

    assert done.returncode == 2
    assert "20_two_threads: no line of the stub 'two_threads.py' is `raise NotImplementedError`" in done.stderr
