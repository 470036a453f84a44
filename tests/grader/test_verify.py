"""Each way in which an exercise can break the authoring contract gives its fault."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.grade import Terms
from grader.verify import Verified, verify

SLUG = "20_two_threads"
GOOD = """import threading

count = 0
lock = threading.Lock()


def add():
    global count
    {guard}
        count = count + 1


def main():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count
"""
RACY = '"""No lock.\n\ntest_the_count: R101\n"""\n' + GOOD.format(guard="if True:")


@pytest.fixture
def copy(course: Path, tmp_path: Path) -> Path:
    """Return a copy of the course whose second exercise keeps the contract but for having too few submissions."""
    shutil.copytree(course, tmp_path / "course")
    solution = tmp_path / "course" / "solutions" / SLUG
    add(solution / "right", 1, GOOD.format(guard="with lock:"))
    add(solution / "wrong", 1, RACY)
    test = tmp_path / "course" / "tests" / "exercises" / SLUG / "test_two_threads.py"
    test.write_text(test.read_text().replace("points=4, visible=True", "points=2, visible=True") + ANOTHER)
    feedback = test.with_name("feedback.toml")
    feedback.write_text(feedback.read_text("utf-8") + FEEDBACK, encoding="utf-8")
    return tmp_path / "course"


def add(folder: Path, count: int, text: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"number_{number}.py").write_text(text)


ANOTHER = """

@check(points=2)
def test_something_else(stage: Stage) -> None:
    stage.explore("counted").must(lambda seen: seen["count"] in (1, 2))
"""
FEEDBACK = """
[test_something_else]
title = {en = "x", zh = "x"}
hints = [{en = "x", zh = "x"}, {en = "y", zh = "y"}, {en = "z", zh = "z"}]
"""
TITLE = '[exercise]\ntitle = {en = "x", zh = "x"}\nstart_methods = ["fork", "spawn"]\n'
TOLD = ("tests", "exercises", SLUG, "feedback.toml")
FEEDBACKS = FEEDBACK + FEEDBACK.replace("test_something_else", "test_the_count")


def held(course: Path) -> Verified:
    (found,) = verify(course, SLUG, 2, Terms(0, "L0"))
    return found


def test_an_exercise_that_keeps_the_contract_has_no_faults(copy: Path) -> None:
    add(copy / "solutions" / SLUG / "right", 3, GOOD.format(guard="with lock:"))
    add(copy / "solutions" / SLUG / "wrong", 6, RACY)

    found = held(copy)

    assert found.faults == ()
    assert found.runs == 12


def write(text: str, *path: str) -> Callable[[Path], None]:
    return lambda course: (course.joinpath(*path).write_text(text, encoding="utf-8"), None)[1]


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (write("x", "exercises", SLUG, "notes.txt"), "does not belong there"),
        (write("```\nx\n```", "exercises", SLUG, "README.md"), "code blocks"),
        (write("x = 1", "exercises", SLUG, "two_threads.py"), "stub: test_the_count gives C404, not C405"),
        (write(RACY, "solutions", SLUG, "two_threads.py"), "reference: test_the_count gives R101, not passed"),
        (write(RACY, "solutions", SLUG, "right", "number_0.py"), "right/number_0.py: test_the_count gives R101"),
        (write(GOOD.format(guard="if 1:"), "solutions", SLUG, "wrong", "number_0.py"), "does not end with lines"),
        (write(RACY.replace("R101", "W101"), "solutions", SLUG, "wrong", "number_0.py"), "gives R101, not W101"),
        (write(RACY.replace("test_the_count:", "test_it:"), "solutions", SLUG, "wrong", "number_0.py"), "is no check"),
        (lambda course: (course / "solutions" / SLUG / "wrong" / "number_0.py").unlink(), "wrong/ holds 0 submissions"),
        (
            write(TITLE + FEEDBACKS.replace(', {en = "z", zh = "z"}', ""), *TOLD),
            "test_the_count has 2 hints; give it 3",
        ),
        (write(TITLE + FEEDBACKS, *TOLD), "no check says start_method='spawn'"),
        (lambda course: (course / "exercises" / SLUG / "README.zh.md").unlink(), "README.zh.md is missing"),
    ],
)
def test_what_breaks_the_contract_is_said(copy: Path, breaks: Callable[[Path], None], says: str) -> None:
    breaks(copy)

    found = held(copy)

    assert any(says in fault for fault in found.faults), found.faults


def test_whoever_does_nothing_must_not_earn_anything(copy: Path) -> None:
    tests = copy / "tests" / "exercises" / SLUG / "test_two_threads.py"
    tests.write_text(tests.read_text().replace('same(seen["count"], 2)', 'same(seen["count"], None)'))

    assert "stub that returns None: test_the_count passes; whoever does nothing earns nothing" in held(copy).faults
