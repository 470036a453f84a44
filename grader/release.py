"""The student's kit: stubs, READMEs, the visible checks with no more than they need, and the workflows.

The kit is a course like any other, so the same command grades it. Two rules keep hidden checks out of it: only what
is named here is copied, and tests, scenarios and feedback are made anew from what visible checks mention.
"""

import ast
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from grader import catalog
from grader.cut import cut, mentioned
from grader.errors import ExerciseError, UsageError
from grader.model import Exercise

READMES = ("README.md", "README.zh.md")
FILES = {
    "README.md": "README.md",
    "README.zh.md": "README.zh.md",
    "gitignore": ".gitignore",
    "grade.yml": ".github/workflows/grade.yml",
    "comment.yml": ".github/workflows/comment.yml",
    "action.yml": ".github/actions/grade/action.yml",
}
"""What of `grader/kit/` goes where; it also holds `private.yml`, which is for the instructor's own repository."""
PLACEHOLDER = "@GRADER@"
REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~+@:/=<>!,\[\]# -]*")


def release(course: Path, target: Path, grader: str) -> tuple[Exercise, ...]:
    """Write the kit of `course` to the folder `target`, whole or not at all, and return its exercises.

    `grader` is what the kit's workflows hand to pip. Raises UsageError if `target` holds anything.
    """
    exercises = catalog.load(course)
    if not REQUIREMENT.fullmatch(grader) or "${{" in grader:
        raise UsageError(f"--grader {grader!r} is no requirement that pip and YAML take alike; try threadlings==1.0")
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise UsageError(f"{str(target)!r} is not empty; name a folder that is new or empty")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"{str(target)!r} lies in no existing folder; make that first")
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.absolute().parent))
    try:
        for path, text in kit(exercises, grader):
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            (part / path).write_text(text, encoding="utf-8", newline="\n")
        part.chmod(0o755)
        part.replace(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return exercises


def kit(exercises: tuple[Exercise, ...], grader: str) -> Iterator[tuple[str, str]]:
    """Give the path and the text of every file of the kit."""
    for name, path in FILES.items():
        yield path, template(name, grader)
    for exercise in exercises:
        student = exercise.stub.parent
        for name in (exercise.stub.name, *READMES):
            yield f"exercises/{exercise.slug}/{name}", (student / name).read_text(encoding="utf-8")
        for name, text in tests(exercise):
            yield f"tests/exercises/{exercise.slug}/{name}", text


def template(name: str, grader: str) -> str:
    """Return a file of `grader/kit/`, with the grader's requirement in it."""
    text = resources.files("grader").joinpath("kit", name).read_text(encoding="utf-8")
    return text.replace(PLACEHOLDER, grader)


def tests(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Give the name and the text of the test module, the scenarios and the feedback, cut down to what is visible."""
    checks = [check.name for check in exercise.checks if check.visible]
    if not checks:
        raise ExerciseError(f"{exercise.slug}: no check is visible=True; a student's kit shows at least one")
    source = (exercise.tests / f"test_{exercise.module}.py").read_text(encoding="utf-8")
    test = cut(source, checks, f"The visible checks of {exercise.slug}; hidden ones run when you submit.")
    yield f"test_{exercise.module}.py", test
    source = (exercise.tests / "scenarios.py").read_text(encoding="utf-8")
    used = named(test) & functions(source)
    yield "scenarios.py", cut(source, used, f"What the visible checks of {exercise.slug} do with your code.")
    yield "feedback.toml", toml(feedback(exercise, checks))


def named(source: str) -> set[str]:
    """Return every name and string of a module."""
    return {name for node in ast.parse(source).body for name in mentioned(node)}


def functions(source: str) -> set[str]:
    """Return the functions of a module."""
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def feedback(exercise: Exercise, checks: list[str]) -> dict[str, Any]:
    """Return what feedback.toml says of these checks, and how many points the others give."""
    said = catalog.toml(exercise.tests / "feedback.toml")
    hidden = sum(check.points for check in exercise.checks if not check.visible)
    return {"exercise": {**said["exercise"], "hidden": hidden}} | {name: said[name] for name in checks}


def toml(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Return tables as TOML."""
    parts = (f"[{name}]\n" + "".join(f"{key} = {value(said[key])}\n" for key in said) for name, said in tables.items())
    return "\n".join(parts)


def value(said: Any) -> str:
    """Return a value as TOML, whose strings, numbers and truths are written as in JSON but for DEL."""
    if isinstance(said, dict):
        return "{" + ", ".join(f"{key} = {value(one)}" for key, one in said.items()) + "}"
    if isinstance(said, list):
        return "[" + ", ".join(map(value, said)) + "]"
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")
