"""An exercise as a source notebook for nbgrader: instructions, the stub as a solution cell, one grade cell per check.

The format is nbformat 4.5 with nbgrader's cell metadata of version 3. nbgrader makes the students' version of it: what
lies between its markers is taken out, so the line that asks for points is not in the students' hands.
"""

import re
from collections.abc import Iterator
from typing import Any

from grader.errors import ExerciseError
from grader.model import Check, Exercise, Language

Cell = dict[str, Any]

TO_DO = re.compile(r"^([^\S\n]*)raise NotImplementedError\b.*$", re.MULTILINE)
CODE = re.compile(r"^(```python\n.*?\n```)$", re.MULTILINE | re.DOTALL)
AT_A_SHELL = re.compile(r"\n```sh\n[^`]*```\s*$")  # how to grade with the command, which is not here
NOTE = {
    "en": "## Your work\n\nIn this notebook the next cell takes the place of `{module}.py`. Write your program there. "
    "Cells of your own above it belong to your program, cells below it are for trying things out.",
    "zh": "## 动手\n\n在这个笔记本里，下面的单元格就相当于 `{module}.py`，请在那里写你的程序。"
    "在它上面自己添加的单元格也算程序的一部分；在它下面的可以随意用来试验。",
}
LOCKED = {"grade": False, "solution": False, "locked": True}
SOLUTION = {"grade": False, "solution": True, "locked": False}
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(exercise: Exercise, readme: str, stub: str, lang: Language, *, visible: bool) -> dict[str, Any]:
    """Return the source notebook of one exercise, as plain data.

    `visible` leaves visible checks outside of the hidden part: then the students' kernels need this package too.
    Raises ExerciseError for a stub without `raise NotImplementedError`: nbgrader would replace it as a whole.
    """
    cells = [
        *instructions(readme),
        cell("note", "markdown", NOTE[lang].format(module=exercise.module), LOCKED),
        cell("solution", "code", solution(exercise, stub), SOLUTION),
        *(question(exercise, check, lang, hidden=not (visible and check.visible)) for check in exercise.checks),
    ]
    numbered = [{**one, "id": f"cell-{n}"} for n, one in enumerate(cells, 1)]
    return {"cells": numbered, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def instructions(readme: str) -> Iterator[Cell]:
    """Give the cells of a README; its examples can be run."""
    for n, part in enumerate(CODE.split(AT_A_SHELL.sub("\n", readme)), 1):
        code = part.startswith("```python\n")
        text = part.removeprefix("```python\n").removesuffix("\n```") if code else part.strip()
        if text:
            yield cell(f"instructions-{n}", "code" if code else "markdown", text, LOCKED)


def solution(exercise: Exercise, stub: str) -> str:
    """Return the stub with markers around what the student is to replace."""
    marked, count = TO_DO.subn(r"\1### BEGIN SOLUTION\n\g<0>\n\1### END SOLUTION", stub)
    if not count:
        raise ExerciseError(
            f"{exercise.slug}: no line of the stub {exercise.stub.name!r} is `raise NotImplementedError`, so nbgrader "
            "would take all of it away; add one to each function that the student writes"
        )
    return marked.strip()


def question(exercise: Exercise, check: Check, lang: Language, *, hidden: bool) -> Cell:
    """Return the grade cell of one check; its last expression is the points."""
    title = " ".join(check.title.within(lang).split())
    about = f"# {check.points} 分：{title}" if lang == "zh" else f"# {check.points} points: {title}"
    words = (exercise.slug, check.name) if lang == "en" else (exercise.slug, check.name, lang)
    call = f"from grader.kernel import points; points{words}"
    lines = [about, "### BEGIN HIDDEN TESTS", call, "### END HIDDEN TESTS"] if hidden else [about, call]
    return cell(
        check.name, "code", "\n".join(lines), {"grade": True, "solution": False, "locked": True, "points": check.points}
    )


def cell(name: str, kind: str, text: str, role: dict[str, Any]) -> Cell:
    """Return one cell with nbgrader's metadata."""
    about = {"schema_version": 3, "grade_id": name, "task": False, **role}
    made: Cell = {"cell_type": kind, "metadata": {"nbgrader": about}, "source": text}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})
