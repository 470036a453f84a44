"""`grade report`: show a result that is already there."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import course, writable, write
from grader.errors import UsageError


def run(words: Sequence[str]) -> int:
    """Show a result that is already there."""
    asked = parser().parse_args(words)
    out = writable(asked.out)
    from grader import catalog  # noqa: PLC0415  (--help answers at once)
    from grader.report import comment  # noqa: PLC0415

    exercises = catalog.load(course(asked.course, Path()))
    try:
        with asked.from_untrusted.open("rb") as file:
            data = file.read(comment.LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{str(asked.from_untrusted)!r} cannot be read: {error}") from error
    write(comment.render(comment.untrusted(data, exercises)), out)
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe `grade report`."""
    parser = argparse.ArgumentParser(prog="grade report", description="Show a result that is already there.")
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument(
        "--from-untrusted",
        type=Path,
        metavar="FILE",
        required=True,
        help="make the Markdown of a pull request's comment from a result that anybody may have written",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    return parser
