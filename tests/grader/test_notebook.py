"""A student's program in a notebook: which cells count, and what a hostile file can do (nothing)."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader import notebook
from grader.notebook import NotebookError, cells, examples, names, program
from tests.grader.conftest import Grade, report

LOCKED = {"nbgrader": {"locked": True, "solution": False, "grade": True, "grade_id": "test_x"}}
SOLUTION = {"nbgrader": {"locked": False, "solution": True, "grade": False, "grade_id": "solution"}}


def code(text: str | list[str], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"cell_type": "code", "source": text, "metadata": metadata or {}, "outputs": [], "execution_count": None}


def document(*cells: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": list(cells)}).encode()


def test_code_cells_count_unless_the_course_has_locked_them() -> None:
    about = {"cell_type": "markdown", "source": "def main(): ...", "metadata": {}}

    found = cells(document(about, code("import os"), code(["a = 1\n", "b = 2"], SOLUTION), code("points()", LOCKED)))

    assert found == ("import os", "a = 1\nb = 2")


def test_the_program_ends_with_the_last_cell_that_defines_a_function_of_the_exercise() -> None:
    text = program(["lock = 1", "def main(): pass", "main()"], ["main", "run"])

    assert text == "lock = 1\n\ndef main(): pass"


def test_of_two_cells_that_define_the_same_the_lower_one_decides() -> None:
    space: dict[str, Any] = {}

    exec(program(["def main(): return 1", "def main(): return 2", "main() / 0"], ["main"]), space)

    assert space["main"]() == 2


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("def main():", True),
        ("async def main():", True),
        ("class main:", True),
        ("main = partial(other)", True),
        ("main: object = other", True),
        ("def main_too():", False),
        ("main == 3", False),
        ("main()", False),
        ("    def main():", False),
        ("# def main():", False),
    ],
)
def test_what_defines_a_name(text: str, *, defined: bool) -> None:
    assert notebook.defines(f"x = 1\n{text}\n", "main") is defined


def test_without_any_definition_every_cell_counts_and_the_checks_say_what_is_missing() -> None:
    assert program(["a = 1", "b = 2"], ["main"]) == "a = 1\n\nb = 2"


def test_what_only_a_kernel_understands_is_left_out_and_the_lines_keep_their_numbers() -> None:
    text = "%%time\nfor n in range(3):\n    %timeit n\n!ls\nlen?\n?len\nx = (7\n  % 4)\ny = (1\n  != 2)\n"

    made = program([text], [])

    compile(made, "program", "exec")
    assert len(made.splitlines()) == len(text.splitlines())
    assert made.splitlines()[2] == "    pass  # %timeit n"
    assert "  % 4)" in made


def test_names_and_examples_are_read_from_what_the_course_gives() -> None:
    assert names("import os\n\ndef main():\n    def inner(): ...\n\nclass Queue:\n    pass\n") == ("main", "Queue")
    assert examples("text\n\n```python\na = 1\n```\n\n```text\nno\n```\n") == ("a = 1",)


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[" * 500_000,
        b'{"nbformat": 4, "cells": ' + b'{"a":' * 200_000,
        b'{"nbformat": ' + b"9" * 5000 + b"}",
        b'{"nbformat": 3, "worksheets": []}',
        b'{"nbformat": true, "cells": []}',
        b'{"nbformat": 4}',
        b'{"nbformat": 4, "cells": {}}',
        b'{"nbformat": 4, "cells": [3]}',
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}',
        b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["a", ["b"]]}]}',
    ],
)
def test_what_is_no_notebook_is_said_to_be_none(hostile: bytes) -> None:
    with pytest.raises(NotebookError):
        cells(hostile)


@pytest.mark.parametrize("metadata", [3, [], {"nbgrader": 3}, {"nbgrader": {"locked": "yes"}}])
def test_strange_metadata_lock_nothing(metadata: Any) -> None:
    assert cells(document({"cell_type": "code", "source": "a", "metadata": metadata})) == ("a",)


def test_a_cell_without_type_or_source_is_no_program() -> None:
    assert cells(document({}, {"cell_type": ["code"]}, {"cell_type": "code"})) == ("",)


def test_the_same_cells_as_nbformats_own_reader() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat comes with the extra `nbgrader`")
    page = document(code(["a\n", "b"]), code("c", SOLUTION), code("", LOCKED))

    theirs = nbformat.reads(page.decode(), as_version=4)

    assert list(cells(page)) == [cell.source for cell in theirs.cells[:2]]


def test_a_notebook_is_graded_as_its_program_is(grade: Grade, course: Path, tmp_path: Path) -> None:
    reference = (course / "solutions" / "20_two_threads" / "two_threads.py").read_text(encoding="utf-8")
    top, _, rest = reference.partition("\n\n")
    page = document(code(top), code(f"\n{rest}", SOLUTION), code("1 / 0"), code("points()", LOCKED))
    (tmp_path / "20_two_threads.ipynb").write_bytes(page)

    for path in (tmp_path / "20_two_threads.ipynb", tmp_path):
        done = grade(path, "--course", course, "-k", "20_", "--format", "json")

        assert report(done)["score"] == report(done)["max_score"]
        assert done.returncode == 0


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        (b"[" * 100_000, "S708"),
        (b" " * (9 << 20), "S703"),
        (document(code("#" * (2 << 20))), "S703"),
        (document(code("x = '\ud800'")), "S704"),
        (document(code("def both(:")), "S705"),
    ],
)
def test_a_hostile_notebook_costs_its_own_points_and_says_why(
    grade: Grade, course: Path, tmp_path: Path, hostile: bytes, code: str
) -> None:
    (tmp_path / "20_two_threads.ipynb").write_bytes(hostile)

    done = grade(tmp_path / "20_two_threads.ipynb", "--course", course, "--format", "json")

    assert {check["code"] for check in report(done)["checks"]} == {code}
    assert done.returncode == 1


def test_a_notebook_of_no_exercise_says_how_to_call_it(grade: Grade, course: Path, tmp_path: Path) -> None:
    (tmp_path / "homework.ipynb").write_bytes(document())

    done = grade(tmp_path / "homework.ipynb", "--course", course)

    assert done.returncode == 2
    assert "call it SLUG.ipynb with one of 10_first_steps, 20_two_threads" in done.stderr
