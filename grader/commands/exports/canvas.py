"""`grade export canvas FROM --template FILE`: scores into a teacher's own export of Canvas's gradebook."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.arguments import fresh, source, writable, write
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.export.canvas import Filled
    from grader.model import Exercise, Scorebook


def run(words: Sequence[str]) -> int:
    """Write the export with the scores in it."""
    asked = parser().parse_args(words)
    out = fresh(writable(asked.out), force=asked.force)
    from grader import saved  # noqa: PLC0415  (--help answers at once)
    from grader.export import canvas, sheet  # noqa: PLC0415

    book, page = saved.load(asked.source), sheet.read(content(asked.template), asked.template.name)
    exercises = chosen(book, asked.k)
    slugs = [one.slug for one in exercises]
    targets = (
        canvas.a_column_each(page, exercises) if asked.column is None else canvas.one_column(page, asked.column, slugs)
    )
    filled = canvas.fill(page, book, targets, partial=asked.partial, scale=asked.scale)
    write(filled.text, out)
    print(
        *said(filled, [slug for slug in slugs if not any(slug in one.slugs for one in targets)]),
        sep="\n",
        file=sys.stderr,
    )
    return 3 if filled.ungraded else 0


def content(file: Path) -> bytes:
    """Return what is in the teacher's file."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{str(file)!r} cannot be read: {error.strerror}; export it in Canvas under Grades") from error


def chosen(book: "Scorebook", only: str) -> "list[Exercise]":
    """Return the exercises whose slug contains `only`; raises UsageError if there are none, or nobody who did any."""
    exercises = {score.exercise.slug: score.exercise for result in book.results for score in result.scores}
    found = [one for slug, one in exercises.items() if only.lower() in slug.lower()]
    if not exercises:
        raise UsageError("nobody is in these results; grade the class first")
    if not found:
        raise UsageError(f"-k {only!r} matches no exercise of the report; try a part of a slug, like -k lock")
    return found


def said(filled: "Filled", homeless: Sequence[str]) -> Iterator[str]:
    """Give a sentence about what was written, and one about everybody and everything that was left out."""
    from grader.export.canvas import listed  # noqa: PLC0415  (--help answers at once)

    yield f"scores written: {filled.scores}"
    for names, about in (
        (filled.ungraded, "left as it was, because something could not be graded"),
        (filled.kept, "left as it was, because the export says EX or N/A"),
        (filled.without, "in the export, but without a submission; left as it was"),
        (filled.strangers, "not in the export; left out"),
        (homeless, "no assignment of this name in the export; left out"),
    ):
        if names:
            yield f"{listed(names)}: {about}"


def parser() -> argparse.ArgumentParser:
    """Describe `grade export canvas FROM --template FILE`."""
    parser = argparse.ArgumentParser(
        prog="grade export canvas",
        description="Fill the teacher's own export of Canvas's gradebook with scores; nothing else in it changes. "
        "Students are found by ID, SIS User ID, SIS Login ID or name, whichever their submission is called by.",
        epilog="exit codes: 0 written, 2 wrong usage or files that do not fit (nothing is written), "
        "3 some could not be graded (the others are written)",
    )
    source(parser)
    parser.add_argument(
        "--template", type=Path, metavar="FILE", required=True, help="what Canvas gives under Grades, Export"
    )
    parser.add_argument(
        "--column",
        metavar="TITLE",
        help="the assignment (or its id) for all points together [each exercise in the assignment with its name]",
    )
    parser.add_argument("-k", default="", metavar="TEXT", help="only exercises whose slug contains TEXT")
    parser.add_argument("--scale", action="store_true", help="bring scores to the assignment's Points Possible")
    parser.add_argument("--partial", action="store_true", help="leave out submissions of nobody in the export")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there already")
    return parser
