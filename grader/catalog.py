"""The exercises of a course, read from its folders without running anything of it."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import ExerciseError, UsageError
from grader.model import LANGUAGES, Check, Exercise, Text

SLUG = re.compile(r"(\d+)_([a-z][a-z0-9_]*)")
FOLDERS = ("exercises", "tests/exercises")
NEEDS = {"fork", "proc"}  # what watch.lacking can tell of a platform
START_METHODS = ("fork", "spawn", "forkserver")  # multiprocessing's
OPTIONS = {"points", "visible"}


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


def order(slug: str) -> tuple[int, str]:
    """Return what slugs are sorted by: the number, then the name."""
    number, _, name = slug.partition("_")
    return int(number), name


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
    parsed(slug, tests / "scenarios.py")  # else students would be told that it is their file that does not parse
    feedback = toml(tests / "feedback.toml")
    about = table(feedback.pop("exercise", {}), f"{slug}: [exercise] of feedback.toml")
    return Exercise(
        slug=slug,
        title=text(about.get("title"), f"{slug}: the title in [exercise] of feedback.toml"),
        checks=checks(slug, tests / f"test_{module}.py", feedback),
        stub=stub,
        tests=tests,
        needs=needs(slug, about.get("needs", [])),
        allowed=allowed(slug, about.get("allowed", [])),
        start_methods=start_methods(slug, about.get("start_methods", [])),
        hidden=hidden(slug, about.get("hidden", 0)),
    )


def toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExerciseError(f"{str(path)!r} is not TOML: {error}") from error


def table(said: object, where: str) -> dict[str, Any]:
    """Return `said` if it is a TOML table; raises ExerciseError otherwise."""
    if not isinstance(said, dict):
        raise ExerciseError(f"{where} is {said!r}; make it a table")
    return said


def needs(slug: str, said: object) -> tuple[str, ...]:
    """Return what the platform must offer for this exercise."""
    if not isinstance(said, list) or any(one not in NEEDS for one in said):
        raise ExerciseError(f"{slug}: needs = {said!r} in feedback.toml; write a list of: {', '.join(sorted(NEEDS))}")
    return tuple(said)


def allowed(slug: str, said: object) -> tuple[str, ...]:
    """Return which modules and names this exercise lets students use although they look behind the program."""
    if not isinstance(said, list) or any(not isinstance(one, str) for one in said):
        raise ExerciseError(f'{slug}: allowed = {said!r} in feedback.toml; write a list of names, like ["gc"]')
    return tuple(said)


def start_methods(slug: str, said: object) -> tuple[str, ...]:
    """Return how processes may be started in this exercise, the usual way first; empty for the interpreter's own."""
    if not isinstance(said, list) or any(said.count(one) > 1 or one not in START_METHODS for one in said):
        raise ExerciseError(
            f"{slug}: start_methods = {said!r} in feedback.toml; write a list of: {', '.join(START_METHODS)}, each once"
        )
    return tuple(said)


def hidden(slug: str, said: object) -> int:
    """Return how many points the checks give that a student's kit does not have; 0 in a course."""
    if type(said) is not int or said < 0:
        raise ExerciseError(f"{slug}: hidden = {said!r} in feedback.toml; leave it to `grade release`, which writes it")
    return said


def checks(slug: str, path: Path, feedback: Mapping[str, Any]) -> tuple[Check, ...]:
    """Return the checks of a test module, read from its text: the grader proper never runs it."""
    found = [(node, marked(slug, node)) for node in parsed(slug, path).body if isinstance(node, ast.FunctionDef)]
    made = tuple(check(slug, node.name, options, feedback) for node, options in found if options is not None)
    if not made:
        raise ExerciseError(f"{slug}: {path.name!r} has no function marked @check(points=...)")
    if twice := [name for name, count in Counter(one.name for one in made).items() if count > 1]:
        raise ExerciseError(f"{slug}: {path.name!r} has two checks named {twice[0]!r}; rename one of them")
    if unknown := feedback.keys() - {one.name for one in made}:
        raise ExerciseError(f"{slug}: feedback.toml speaks of {min(unknown)!r}, which is no check; remove or rename it")
    return made


def parsed(slug: str, path: Path) -> ast.Module:
    """Return the syntax of one of an exercise's own files; raises ExerciseError if it is not Python."""
    try:
        return ast.parse(path.read_bytes(), str(path))
    except (SyntaxError, ValueError) as error:  # a null byte was a ValueError before Python 3.12
        raise ExerciseError(f"{slug}: {str(path)!r} does not parse: {error}; mend it") from error


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
    if not name.startswith("test_"):
        raise ExerciseError(f"{slug}: pytest does not collect {name!r}; let the name start with test_")
    if unknown := options.keys() - OPTIONS:
        raise ExerciseError(f"{slug}: @check on {name!r} knows no {min(unknown)!r}; it takes {' and '.join(OPTIONS)}")
    points, said = options.get("points"), feedback.get(name)
    if type(points) is not int or points < 1:
        raise ExerciseError(f"{slug}: {name!r} has points={points!r}; give it a whole number of at least 1")
    if said is None:
        raise ExerciseError(f"{slug}: feedback.toml says nothing about {name!r}; add its title and hints in en and zh")
    where = f"{slug}: {name!r} in feedback.toml"
    said = table(said, where)
    title, hints = text(said.get("title"), f"the title of {where}"), said.get("hints", [])
    if not isinstance(hints, list):
        raise ExerciseError(f"hints of {where} is {hints!r}; make it a list of texts in {' and '.join(LANGUAGES)}")
    hints = tuple(text(hint, f"hint {n} of {where}") for n, hint in enumerate(hints, 1))
    return Check(name=name, points=points, visible=bool(options.get("visible")), title=title, hints=hints)


def text(said: object, where: str) -> Text:
    """Return a text that is there in every language; raises ExerciseError otherwise."""
    said = said if isinstance(said, dict) else {}
    if any(not isinstance(said.get(lang), str) or not said[lang].strip() for lang in LANGUAGES):
        raise ExerciseError(f"{where} is not complete; write it in {' and '.join(LANGUAGES)}")
    return Text(en=said["en"], zh=said["zh"])
