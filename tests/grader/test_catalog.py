"""What is found in a course, and what is said about a course that is not whole."""

import shutil
from pathlib import Path

import pytest

from grader import catalog
from grader.errors import ExerciseError, UsageError

SLUG = "10_first_steps"
HIDDEN = f"tests/exercises/{SLUG}/test_first_steps.py"
SCENARIOS = f"tests/exercises/{SLUG}/scenarios.py"
FEEDBACK = f"tests/exercises/{SLUG}/feedback.toml"


@pytest.fixture
def copy(course: Path, tmp_path: Path) -> Path:
    shutil.copytree(course, tmp_path / "course")
    return tmp_path / "course"


def another(course: Path, slug: str) -> None:
    """Add an exercise that is the first one under another name."""
    module = slug.partition("_")[2]
    for place in ("exercises", "tests/exercises"):
        folder = course / place / slug
        shutil.copytree(course / place / SLUG, folder)
        for file in folder.glob("*first_steps.py"):
            file.rename(folder / file.name.replace("first_steps", module))


def test_exercises_come_in_the_order_of_their_numbers(copy: Path) -> None:
    for slug in ("100_last", "9_before", "15_between"):
        another(copy, slug)

    slugs = [one.slug for one in catalog.load(copy)]

    assert slugs == ["9_before", SLUG, "15_between", "20_two_threads", "100_last"]


def test_exercises_of_one_number_come_in_the_order_of_their_names(copy: Path) -> None:
    for letter in "fbdace":
        another(copy, f"30_{letter}x")

    assert [one.module for one in catalog.load(copy)][2:] == ["ax", "bx", "cx", "dx", "ex", "fx"]


def test_folders_that_are_named_otherwise_are_no_exercises(copy: Path) -> None:
    for name in ("__pycache__", "notes", "10_", "_x", "10_First", "x_10", "10-first"):
        (copy / "tests" / "exercises" / name).mkdir()

    assert [one.slug for one in catalog.load(copy)] == [SLUG, "20_two_threads"]


def test_checks_are_read_with_points_titles_and_hints(course: Path) -> None:
    first = catalog.load(course)[0]

    assert [(check.name, check.points, check.visible) for check in first.checks] == [
        ("test_the_codes", 2, True),
        ("test_one_after_the_other", 3, False),
    ]
    assert first.checks[1].hints[0].zh == "先 join，再启动下一个。"
    assert (first.module, first.max_score, first.title.zh) == ("first_steps", 5, "第一步")


def test_reading_a_course_runs_nothing_of_it(copy: Path) -> None:
    for file in ((copy / HIDDEN), copy / "exercises" / SLUG / "first_steps.py", copy / HIDDEN.replace("test_", "")):
        with file.open("a") as text:
            text.write("\nraise SystemExit('run')\n")

    assert len(catalog.load(copy)) == 2


def test_what_the_platform_must_offer_is_read(copy: Path) -> None:
    edit(copy, FEEDBACK, "[exercise]", '[exercise]\nneeds = ["fork"]')

    assert [one.needs for one in catalog.load(copy)] == [("fork",), ()]


def test_the_course_is_the_one_that_the_path_lies_in(course: Path) -> None:
    assert catalog.course(course / "solutions" / SLUG / "first_steps.py") == course
    assert catalog.course(course / "exercises" / "none" / "yet.py") == course


def test_the_course_is_else_the_one_that_we_stand_in(
    copy: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(copy / "exercises")

    assert catalog.course(elsewhere) == copy


def test_a_path_in_no_course_says_how_to_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match=r"lies in no course .* name one with --course DIR"):
        catalog.course(tmp_path)


def test_a_folder_without_exercises_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is no course: it has no tests/exercises/"):
        catalog.load(tmp_path)


def test_a_course_that_holds_no_exercise_says_how_to_make_one(tmp_path: Path) -> None:
    (tmp_path / "tests" / "exercises").mkdir(parents=True)

    with pytest.raises(UsageError, match="holds no exercise; a folder like 10_my_exercise makes one"):
        catalog.load(tmp_path)


@pytest.mark.parametrize(
    "path",
    [HIDDEN, FEEDBACK, SCENARIOS, f"exercises/{SLUG}/first_steps.py"],
)
def test_each_file_of_an_exercise_is_missed(copy: Path, path: str) -> None:
    (copy / path).unlink()

    with pytest.raises(ExerciseError, match=f"{SLUG}: .*{path}' is missing; every exercise has one"):
        catalog.load(copy)


def test_a_module_must_not_shadow_the_standard_library(copy: Path) -> None:
    (copy / "tests" / "exercises" / "30_queue").mkdir()

    with pytest.raises(ExerciseError, match="'queue' is a module of the standard library; give the folder another"):
        catalog.load(copy)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        (FEEDBACK, b"[exercise", "is not TOML"),
        (FEEDBACK, b'[exercise]\ntitle = "\xff"', "is not TOML"),
        (FEEDBACK, b"", r"the title in \[exercise\] of feedback.toml is not complete; write it in en and zh"),
        (FEEDBACK, b"exercise = 1", r"\[exercise\] of feedback.toml"),
        (FEEDBACK, b'[exercise]\ntitle = {en = "x", zh = "x"}', "says nothing about 'test_the_codes'; add its title"),
        (HIDDEN, b"def (", "does not parse"),
        (HIDDEN, b"x = '\xff'", "does not parse"),
        (HIDDEN, b"x = 1\0", "does not parse"),
        (SCENARIOS, b"def (", "scenarios.py' does not parse"),
        (HIDDEN, b"x = 1", r"has no function marked @check\(points=...\)"),
        (HIDDEN, b"@check\ndef test_the_codes(stage): ...", "has no function marked @check"),
        (HIDDEN, b"@check()\ndef test_the_codes(stage): ...", "points=None; give it a whole number"),
        (HIDDEN, b"@check(2)\ndef test_the_codes(stage): ...", "points=None"),
        (HIDDEN, b"@check(points=0)\ndef test_the_codes(stage): ...", "points=0"),
        (HIDDEN, b"@check(points=-1)\ndef test_the_codes(stage): ...", "points=-1"),
        (HIDDEN, b"@check(points=1.5)\ndef test_the_codes(stage): ...", "points=1.5"),
        (HIDDEN, b"@check(points=True)\ndef test_the_codes(stage): ...", "points=True"),
        (HIDDEN, b"@check(points=N)\ndef test_the_codes(stage): ...", "on 'test_the_codes' must be literals"),
        (HIDDEN, b"@check(points=1, visibel=True)\ndef test_the_codes(stage): ...", "visibel"),
        (HIDDEN, b"@check(points=1)\ndef test_the_codes(stage): ...", "'test_one_after_the_other', which is no check"),
        (HIDDEN, b"@check(points=1)\nasync def test_the_codes(stage): ...", "no function marked @check"),
    ],
)
def test_an_exercise_that_is_not_whole_says_what_to_mend(copy: Path, file: str, text: bytes, says: str) -> None:
    (copy / file).write_bytes(text)

    with pytest.raises(ExerciseError, match=says):
        catalog.load(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (FEEDBACK, 'zh = "看看 exitcode。"', 'zh = " "', r"hint 1 of .* is not complete; write it in en and zh"),
        (FEEDBACK, ', zh = "退出码正确"', "", r"the title of .*'test_the_codes' in feedback.toml is not complete"),
        (FEEDBACK, "[exercise]", "[test_nothing]\n[exercise]", "speaks of 'test_nothing', which is no check; remove"),
        (FEEDBACK, "[exercise]", '[exercise]\nneeds = "fork"', "needs"),
        (FEEDBACK, "[exercise]", "[exercise]\nneeds = 5", "needs"),
        (FEEDBACK, "[exercise]", '[exercise]\nstart_methods = "fork"', "start_methods"),
        (FEEDBACK, "[exercise]", '[exercise]\nstart_methods = ["fork", "fork"]', "each once"),
        (FEEDBACK, "[exercise]", '[exercise]\nstart_methods = ["thread"]', "fork, spawn, forkserver"),
        (FEEDBACK, "hints = [{en = ", "hints = 5\nother = [{en = ", "hint"),
        (HIDDEN, "@check", "@check(points=1)\ndef test_the_codes(stage): ...\n\n\n@check", "test_the_codes"),
    ],
)
def test_a_small_slip_of_the_author_is_said(copy: Path, file: str, old: str, new: str, says: str) -> None:
    edit(copy, file, old, new)

    with pytest.raises(ExerciseError, match=says):
        catalog.load(copy)


def test_a_check_that_pytest_would_not_collect_is_said(copy: Path) -> None:
    for file in (HIDDEN, FEEDBACK):
        edit(copy, file, "test_the_codes", "the_codes")

    with pytest.raises(ExerciseError, match="'the_codes'"):
        catalog.load(copy)


def edit(course: Path, file: str, old: str, new: str) -> None:
    text = (course / file).read_text(encoding="utf-8")
    assert old in text
    (course / file).write_text(text.replace(old, new, 1), encoding="utf-8")
