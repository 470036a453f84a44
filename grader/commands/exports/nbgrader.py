"""`grade export nbgrader DIR`: a source notebook for each exercise, in an nbgrader course directory."""

import argparse
import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import course, language, place, write
from grader.errors import UsageError
from grader.model import Exercise, Language

CONFIG = """Add to {file}, so that grade cells find the course:

import os
os.environ["THREADLINGS_COURSE"] = {course!r}"""


def run(words: Sequence[str]) -> int:
    """Write a source notebook for each exercise."""
    asked = parser().parse_args(words)
    from grader import catalog  # noqa: PLC0415  (--help answers at once)

    where = course(asked.course, asked.folder)
    folder = asked.folder / "source" / asked.assignment
    chosen = [one for one in catalog.load(where) if asked.exercise.lower() in one.slug]
    if not chosen:
        raise UsageError(f"no exercise is called {asked.exercise!r}; try a part of a slug")
    pages = {folder / f"{one.slug}.ipynb": page(one, asked.lang, visible=asked.visible) for one in chosen}
    refuse_to_overwrite(pages, force=asked.force)
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in pages.items():
        write(text, file)
        print(file)
    print(advice(asked.folder, asked.assignment, where))
    return 0


def page(exercise: Exercise, lang: Language, *, visible: bool) -> str:
    """Return the notebook of one exercise as text."""
    from grader.export import nbgrader  # noqa: PLC0415  (--help answers at once)

    readme = exercise.stub.with_name("README.zh.md" if lang == "zh" else "README.md")
    if not readme.is_file():
        raise UsageError(f"{exercise.slug}: {str(readme)!r} is missing; write it, or choose another --lang")
    stub = exercise.stub.read_text(encoding="utf-8")
    made = nbgrader.notebook(exercise, readme.read_text(encoding="utf-8"), stub, lang, visible=visible)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def refuse_to_overwrite(pages: dict[Path, str], *, force: bool) -> None:
    """Raise UsageError if a notebook that somebody may have edited is in the way."""
    for file, text in pages.items():
        if not force and file.exists() and file.read_text(encoding="utf-8", errors="replace") != text:
            raise UsageError(f"{str(file)!r} is there already and differs; nothing is written. --force replaces it")


def advice(folder: Path, assignment: str, where: Path) -> str:
    """Say what to do next, and how a kernel finds the course unless nbgrader's folder lies in it."""
    following = f"Next step: cd {shlex.quote(str(folder))} && nbgrader generate_assignment {assignment}"
    if where.absolute() in (folder.absolute(), *folder.absolute().parents):
        return following
    config = CONFIG.format(file=folder / "nbgrader_config.py", course=str(where.absolute()))
    return f"{config}\n\n{following}"


def parser() -> argparse.ArgumentParser:
    """Describe `grade export nbgrader DIR`."""
    parser = argparse.ArgumentParser(
        prog="grade export nbgrader",
        description="Write DIR/source/ASSIGNMENT/SLUG.ipynb for each exercise: instructions, the stub as a solution "
        "cell, and one grade cell per check that hands the student's code to the same judge as `grade` does.",
    )
    parser.add_argument("folder", type=place, metavar="DIR", help="nbgrader's course directory")
    parser.add_argument("exercise", nargs="?", default="", metavar="EX", help="a slug, or a part of one [all of them]")
    parser.add_argument(
        "--assignment", type=name, default="threadlings", metavar="NAME", help="nbgrader's name [threadlings]"
    )
    parser.add_argument("--visible", action="store_true", help="students can run the visible checks in their kernels")
    parser.add_argument("--force", action="store_true", help="replace notebooks that differ")
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    language(parser)
    return parser


def name(word: str) -> str:
    """Read the name of an assignment, which is one folder's too."""
    if not re.fullmatch(r"[\w-][\w. -]*", word):
        raise argparse.ArgumentTypeError(f"{word!r} is no name of an assignment; use letters, digits, - and _")
    return word
