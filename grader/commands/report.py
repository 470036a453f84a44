"""`grade report`: a page for a student or for a class, or a pull request's comment, from a result that is there."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import course, fresh, language, writable, write
from grader.errors import UsageError


def run(words: Sequence[str]) -> int:
    """Write a page, a summary or a comment."""
    asked = parser().parse_args(words)
    out = fresh(writable(asked.out), force=asked.force or asked.from_untrusted is not None)
    if asked.from_untrusted is not None:
        write(comment(asked), out)
        return 0
    if asked.source is None:
        raise UsageError("name the result to show: `grade report --html FROM`, a report or a store")
    write(page(asked), out)
    return 0


def page(asked: argparse.Namespace) -> str:
    """Return a page of one submission or of a class, or the summary in Markdown."""
    from grader import saved  # noqa: PLC0415  (--help answers at once)
    from grader.pages import html, markdown  # noqa: PLC0415

    book = saved.only(saved.load(asked.source), asked.student)
    if asked.md:
        return markdown.render(book, asked.lang)
    if len(book.results) == 1:
        return html.student(book, next(iter(book.results)), asked.lang)
    return html.class_(book, asked.lang)


def comment(asked: argparse.Namespace) -> str:
    """Return the Markdown of a pull request's comment, from a result that anybody may have written."""
    from grader import catalog  # noqa: PLC0415  (--help answers at once)
    from grader.report import comment  # noqa: PLC0415

    exercises = catalog.load(course(asked.course, Path()))
    try:
        with asked.from_untrusted.open("rb") as file:
            data = file.read(comment.LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{str(asked.from_untrusted)!r} cannot be read: {error}") from error
    return comment.render(comment.untrusted(data, exercises, asked.from_untrusted.name))


def parser() -> argparse.ArgumentParser:
    """Describe `grade report`."""
    parser = argparse.ArgumentParser(
        prog="grade report",
        description="Write a page: of one submission if FROM has one or --student names one, else of the class.",
        epilog="exit codes: 0 written, 2 usage, or FROM is no report",
    )
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--html", action="store_true", help="one self-contained page, to look at and to print")
    form.add_argument("--md", action="store_true", help="a summary in Markdown")
    form.add_argument(
        "--from-untrusted",
        type=Path,
        metavar="FILE",
        help="make the Markdown of a pull request's comment from a result that anybody may have written",
    )
    parser.add_argument(
        "source",
        nargs="?",
        type=Path,
        metavar="FROM",
        help="a report (grade PATH --format json), or a class that was graded",
    )
    parser.add_argument("--student", metavar="ID", help="only this submission")
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there already")
    language(parser)
    return parser
