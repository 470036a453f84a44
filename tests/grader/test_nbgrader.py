"""Eight exercises travel through the real nbgrader, both ways, and get the points that `grade` gives.

Every command of nbgrader imports for seconds and every notebook starts a kernel, so the journey is made once.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import grader

pytest.importorskip("nbgrader", reason="nbgrader comes with the extra `nbgrader`")
pytestmark = pytest.mark.once

HOME = Path(grader.__file__).parents[1]
SOLUTIONS = HOME / "solutions"
SLUGS = (  # these make the journey; every further exercise would cost six more kernels and prove nothing new
    "10_fork_children",
    "20_process_child",
    "30_process_pool",
    "40_process_queue",
    "50_start_join",
    "60_lock_balance",
    "70_thread_local",
    "80_crash_isolation",
)
NAME = "threadlings"

NOISE = """
import builtins, sys, threading
print("10 of 10 points")
sys.stderr.write("trouble\\n")
def shout(*args, **kwargs): return print("99", file=sys.stderr)
sum = max = json = grader = 99
In = Out = points = lambda *args: 99
"""
HOSTILE = {
    "20_process_child": "import os\ndef run_one(*a): os._exit(0)\ndef run_all(*a): os.kill(os.getpid(), 9)",
    "60_lock_balance": "def run_thread(n):\n    while True: pass\ndef main():\n    run_thread(5)",
}
FORGED = """
import sys, types
sys.modules["grader.kernel"] = types.SimpleNamespace(points=lambda *args: 2)
"""

Words = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Circle:
    """nbgrader's course directory after the journey, and what `grade` says about each student's notebooks."""

    folder: Path
    said: dict[str, dict[str, dict[str, int]]]
    run: Words


def command(folder: Path) -> Words:
    """Return how to run a module of this interpreter in the folder, with kernels of this interpreter too."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    private = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    env = {**os.environ, **private, "PATH": path}

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", *map(str, words)]
        return subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)

    return run


def answered(page: dict[str, Any], text: str, above: str = "") -> dict[str, Any]:
    """Return a released notebook with the solution cell filled in, and a cell of the student's own above it."""
    cells = []
    for cell in page["cells"]:
        if cell["metadata"]["nbgrader"]["solution"]:
            mine: dict[str, Any] = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
            cells += [{**mine, "id": "mine", "source": above}] if above else []
            cells.append({**cell, "source": text})
        else:
            cells.append(cell)
    return {**page, "cells": cells}


def hand_in(folder: Path, student: str, slug: str, text: str, above: str = "") -> None:
    page = json.loads((folder / "release" / NAME / f"{slug}.ipynb").read_text(encoding="utf-8"))
    file = folder / "submitted" / student / NAME / f"{slug}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(answered(page, text, above)), encoding="utf-8")


def reference(slug: str) -> str:
    return (SOLUTIONS / slug / f"{slug.partition('_')[2]}.py").read_text(encoding="utf-8")


def wrong(slug: str) -> str:
    """Return the first wrong submission; its docstring would only tell what is wrong with it."""
    return min((SOLUTIONS / slug / "wrong").glob("*.py")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Circle:
    folder = tmp_path_factory.mktemp("teaching")
    run = command(folder)
    done = run("grader", "export", "nbgrader", ".", "--course", HOME)
    assert done.returncode == 0, done.stderr
    config = done.stdout.partition("\n\n")[2].partition("\n\n")[0]
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    for file in (folder / "source" / NAME).iterdir():
        if file.stem not in SLUGS:
            file.unlink()
    nbgrader(run, "generate_assignment", NAME)
    for slug in SLUGS:
        hand_in(folder, "ada", slug, reference(slug))
        hand_in(folder, "bob", slug, wrong(slug), above="import math")
    for slug in (*HOSTILE, "50_start_join"):  # an honest program among noise; the others she leaves out
        hand_in(folder, "eve", slug, HOSTILE.get(slug, reference(slug)), above=NOISE)
    said = {student: graded(run, folder, student) for student in ("ada", "bob", "eve")}
    nbgrader(run, "autograde", NAME)
    return Circle(folder, said, run)


def nbgrader(run: Words, *words: object) -> str:
    done = run("nbgrader", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def graded(run: Words, folder: Path, student: str) -> dict[str, dict[str, int]]:
    """Return the points of each check as `grade` gives them."""
    done = run("grader", folder / "submitted" / student / NAME, "--course", HOME, "--format", "json")
    exercises = json.loads(done.stdout)["submissions"][0]["exercises"]
    return {
        one["slug"]: {check["name"]: check["points"] for check in one["checks"]}
        for one in exercises
        if one["slug"] in SLUGS
    }


def kept(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    """Return the automatic scores in nbgrader's gradebook by student, notebook and cell."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        rows = database.execute(
            "SELECT submitted_assignment.student_id, notebook.name, base_cell.name, grade.auto_score FROM grade "
            "JOIN base_cell ON base_cell.id = grade.cell_id JOIN notebook ON notebook.id = base_cell.notebook_id "
            "JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id "
            "JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
        )
        for student, slug, name, points in rows:
            found.setdefault(student, {}).setdefault(slug, {})[name] = points
    return found


def totals(circle: Circle) -> dict[str, float]:
    nbgrader(circle.run, "export")
    with (circle.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: float(row["score"] or 0) for row in csv.DictReader(file)}


def total(said: dict[str, dict[str, int]]) -> int:
    return sum(sum(points.values()) for points in said.values())


def test_what_is_released_holds_no_question_and_no_answer(circle: Circle) -> None:
    for slug in SLUGS:
        text = (circle.folder / "release" / NAME / f"{slug}.ipynb").read_text(encoding="utf-8")

        assert "grader.kernel" not in text
        assert "HIDDEN TESTS" not in text
        assert "raise NotImplementedError()" in text


def test_autograde_gives_the_points_that_grade_gives(circle: Circle) -> None:
    assert kept(circle.folder) == circle.said
    assert total(circle.said["bob"]) < total(circle.said["ada"])
    assert circle.said["eve"]["50_start_join"] == circle.said["ada"]["50_start_join"]
    assert total({slug: circle.said["eve"][slug] for slug in HOSTILE}) == 0


def test_the_csv_shows_the_same_and_full_marks_are_the_most_there_is(circle: Circle) -> None:
    found = totals(circle)

    assert found == {student: total(said) for student, said in circle.said.items()}
    assert found["ada"] == 99


def test_validate_finds_nothing_wrong_with_the_reference(circle: Circle) -> None:
    graded = circle.folder / "autograded" / "ada" / NAME / "60_lock_balance.ipynb"

    assert "Success! Your notebook passes all the tests." in nbgrader(circle.run, "validate", graded)


def test_feedback_shows_the_finding_and_one_line_of_the_hidden_test(circle: Circle) -> None:
    nbgrader(circle.run, "generate_feedback", NAME, "--student", "bob")

    page = (circle.folder / "feedback" / "bob" / NAME / "60_lock_balance.html").read_text(encoding="utf-8")
    assert "✘ main() returns 0 in every order" in page
    assert "Next step: " in page


def test_the_other_way_puts_right_what_was_forged_in_a_kernel_or_has_killed_it(circle: Circle, tmp_path: Path) -> None:
    folder = tmp_path / "teaching"
    shutil.copytree(circle.folder, folder)
    run = command(folder)
    for slug in SLUGS:
        (folder / "submitted" / "bob" / NAME / f"{slug}.ipynb").unlink()
    hand_in(folder, "bob", "50_start_join", "import os; os._exit(0)")
    hand_in(folder, "bob", "60_lock_balance", wrong("60_lock_balance"), above=FORGED)
    (folder / "submitted" / "bob" / NAME / "70_thread_local.ipynb").write_text("[" * 100_000, encoding="utf-8")
    shutil.rmtree(folder / "submitted" / "eve")
    shutil.rmtree(folder / "submitted" / "ada")

    done = run("grader", "export", "gradebook", ".", "--course", HOME)

    said = graded(run, folder, "bob")
    assert done.returncode == 0, done.stderr
    slugs = "50_start_join, 60_lock_balance, 70_thread_local"
    why = f"(nbgrader cannot show {slugs}: a notebook is damaged, or has lost its grade cells)"
    assert done.stdout == f"bob: {total(said)}/99 {why}\n"
    assert kept(folder) == {**circle.said, "bob": said}
    assert total(said) < 10


def test_the_other_way_is_shown_by_formgrader_and_feedback(circle: Circle, tmp_path: Path) -> None:
    folder = tmp_path / "teaching"
    shutil.copytree(circle.folder, folder)
    run = command(folder)
    for made in ("autograded", "feedback"):
        shutil.rmtree(folder / made, ignore_errors=True)
    for student in ("ada", "eve"):
        shutil.rmtree(folder / "submitted" / student)

    run("grader", "submitted", "--course", HOME, "--allow-unsandboxed", "--quiet")
    bare(folder / "submitted" / "bob" / NAME / "80_crash_isolation.ipynb")

    done = run("grader", "export", "gradebook", ".", "--course", HOME, "--lang", "zh")

    why = "(nbgrader cannot show 80_crash_isolation: a notebook is damaged, or has lost its grade cells)"
    assert done.stdout == f"bob: {total(circle.said['bob'])}/99 {why}\n"
    assert done.stderr == "grading bob: 80_crash_isolation\n"  # of the others the class's run knows enough
    nbgrader(run, "generate_feedback", NAME, "--student", "bob", "--notebook", "60_lock_balance")
    page = (folder / "feedback" / "bob" / NAME / "60_lock_balance.html").read_text(encoding="utf-8")
    assert "✘ 无论两个线程怎样交替" in page
    assert kept(folder) == circle.said


def bare(file: Path) -> None:
    """Take the grade cells out of a notebook, as somebody does who sends only what they have written."""
    page = json.loads(file.read_text(encoding="utf-8"))
    cells = [cell for cell in page["cells"] if not cell["metadata"].get("nbgrader", {}).get("grade")]
    file.write_text(json.dumps({**page, "cells": cells}), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        ("UPDATE alembic_version SET version_num = 'old'", "is of another version of nbgrader (old)"),
        ("DELETE FROM student WHERE id = 'bob'", "the gradebook knows no student 'bob'"),
        ("UPDATE notebook SET name = 'other' WHERE name = '60_lock_balance'", "knows no '60_lock_balance'"),
        ("UPDATE grade_cells SET max_score = 77", "the checks are not those that the gradebook has"),
        ("DROP TABLE alembic_version", "cannot be written"),
    ],
)
def test_a_gradebook_that_cannot_take_the_scores_keeps_what_it_has(
    circle: Circle, tmp_path: Path, spoil: str, says: str
) -> None:
    folder = tmp_path / "teaching"
    shutil.copytree(circle.folder, folder)
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        database.execute(spoil)
        database.commit()
    before = (folder / "gradebook.db").read_bytes()

    done = command(folder)("grader", "export", "gradebook", ".", "--course", HOME)

    assert done.returncode == 2
    assert says in done.stderr
    assert (folder / "gradebook.db").read_bytes() == before


def test_a_locked_gradebook_keeps_what_it_has(circle: Circle) -> None:
    with closing(sqlite3.connect(circle.folder / "gradebook.db", isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")

        done = circle.run("grader", "export", "gradebook", ".", "--course", HOME)

        assert done.returncode == 2
        assert "database is locked" in done.stderr
        database.execute("ROLLBACK")
