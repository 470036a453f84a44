"""Find what there is: the exercises of a course, and what was handed in."""

import ast
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.errors import ExerciseError, UsageError
from grader.model import LANGUAGES, Check, Exercise, Submission, Text

SLUG = re.compile(r"(\d+)_([a-z][a-z0-9_]*)")
FOLDERS = ("exercises", "tests/exercises")


def course(path: Path) -> Path:
    """Return the course that `path` lies in, else the current folder's; raises UsageError if there is none."""
    for start in (path.absolute(), Path.cwd()):
        for folder in (start, *start.parents):
            if all((folder / name).is_dir() for name in FOLDERS):
                return folder
    raise UsageError(
        f"{str(path)!r} lies in no course (a folder with exercises/ and tests/exercises/); name one with --course DIR"
    )


def load(folder: Path) -> tuple[Exercise, ...]:
    """Return the exercises of a course in the order of their numbers.

    Raises UsageError if the folder is no course, ExerciseError if an exercise is incomplete.
    """
    tests = folder / "tests" / "exercises"
    if not tests.is_dir():
        raise UsageError(f"{str(folder)!r} is no course: it has no tests/exercises/; name another with --course DIR")
    slugs = sorted((path.name for path in tests.iterdir() if SLUG.fullmatch(path.name)), key=order)
    if not slugs:
        raise UsageError(f"{str(tests)!r} holds no exercise; a folder like 10_my_exercise makes one")
    return tuple(exercise(folder, slug) for slug in slugs)


def order(slug: str) -> int:
    """Return the number that a slug starts with."""
    return int(slug.partition("_")[0])


def exercise(folder: Path, slug: str) -> Exercise:
    """Read one exercise from its places in the course."""
    module = slug.partition("_")[2]
    if module in sys.stdlib_module_names:
        raise ExerciseError(f"{slug}: {module!r} is a module of the standard library; give the folder another name")
    tests = folder / "tests" / "exercises" / slug
    stub = folder / "exercises" / slug / f"{module}.py"
    for path in (stub, tests / f"test_{module}.py", tests / "scenarios.py", tests / "feedback.toml"):
        if not path.is_file():
            raise ExerciseError(f"{slug}: {str(path)!r} is missing; every exercise has one")
    feedback = toml(tests / "feedback.toml")
    about = feedback.pop("exercise", {})
    return Exercise(
        slug=slug,
        title=text(about.get("title"), f"{slug}: the title in [exercise] of feedback.toml"),
        checks=checks(slug, tests / f"test_{module}.py", feedback),
        stub=stub,
        tests=tests,
        needs=tuple(about.get("needs", ())),
    )


def toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{str(path)!r} is not TOML: {error}") from error


def checks(slug: str, path: Path, feedback: Mapping[str, Any]) -> tuple[Check, ...]:
    """Return the checks of a test module, read from its text: the grader proper never runs it."""
    try:
        tree = ast.parse(path.read_bytes(), str(path))
    except SyntaxError as error:
        raise ExerciseError(f"{slug}: the hidden test {path.name!r} does not parse: {error}") from error
    found = [(node, marked(slug, node)) for node in tree.body if isinstance(node, ast.FunctionDef)]
    made = tuple(check(slug, node.name, options, feedback) for node, options in found if options is not None)
    if not made:
        raise ExerciseError(f"{slug}: {path.name!r} has no function marked @check(points=...)")
    if unknown := feedback.keys() - {one.name for one in made}:
        raise ExerciseError(f"{slug}: feedback.toml speaks of {min(unknown)!r}, which is no check; remove or rename it")
    return made


def marked(slug: str, node: ast.FunctionDef) -> dict[str, Any] | None:
    """Return the options of a function's `@check(...)`, or None without one."""
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check":
            try:
                return {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
            except ValueError as error:
                raise ExerciseError(f"{slug}: the options of @check on {node.name!r} must be literals") from error
    return None


def check(slug: str, name: str, options: Mapping[str, Any], feedback: Mapping[str, Any]) -> Check:
    """Put a check's options and its feedback together."""
    points, said = options.get("points"), feedback.get(name)
    if type(points) is not int or points < 1:
        raise ExerciseError(f"{slug}: {name!r} has points={points!r}; give it a whole number of at least 1")
    if said is None:
        raise ExerciseError(f"{slug}: feedback.toml says nothing about {name!r}; add its title and hints in en and zh")
    where = f"{slug}: {name!r} in feedback.toml"
    hints = tuple(text(hint, f"hint {n} of {where}") for n, hint in enumerate(said.get("hints", ()), 1))
    title = text(said.get("title"), f"the title of {where}")
    return Check(name=name, points=points, visible=bool(options.get("visible")), title=title, hints=hints)


def text(said: object, where: str) -> Text:
    """Return a text that is there in every language; raises ExerciseError otherwise."""
    said = said if isinstance(said, dict) else {}
    if any(not isinstance(said.get(lang), str) or not said[lang].strip() for lang in LANGUAGES):
        raise ExerciseError(f"{where} is not complete; write it in {' and '.join(LANGUAGES)}")
    return Text(en=said["en"], zh=said["zh"])


def submission(exercises: Sequence[Exercise], path: Path) -> tuple[tuple[Exercise, ...], Submission]:
    """Return which exercises `path` is about, and what is handed in for each.

    `path` is a tree of exercise folders, one such folder, or one file that lies in (or under)
    such a folder. A file that a tree does not hold is no work, not an error.
    """
    if not path.exists() and not path.is_symlink():
        raise UsageError(f"{str(path)!r} does not exist; name a folder of exercises, one exercise, or one file")
    known = {exercise.slug: exercise for exercise in exercises}
    here = path.absolute()
    inside = next((folder.name for folder in (here, *here.parents) if folder.name in known), None)
    if inside:
        one = known[inside]
        file = here / f"{one.module}.py" if here.name == inside else here
        return (one,), Submission(id=".", files={inside: handed_in(file)})
    files = {slug: handed_in(path / slug / f"{one.module}.py") for slug, one in known.items()}
    if not any((path / slug).is_dir() for slug in known):
        raise UsageError(
            f"{str(path)!r} holds none of the exercises ({', '.join(known)}); name a folder that has one of them in it"
        )
    return tuple(exercises), Submission(id=".", files=files)


def handed_in(file: Path) -> Path | None:
    """Return `file` if there is anything of that name, whatever it is: the sandbox decides what it takes in."""
    return file if file.exists() or file.is_symlink() else None
