"""`grade export FMT FROM`: the scores of a report in the form of another program."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from grader.commands.arguments import fresh, language, source, writable, write

MODULES = {"csv": "table"}
"""Modules of `grader.export` that are not called like the format."""


def run(form: str, words: Sequence[str]) -> int:
    """Write the scores of a report in the form `form`."""
    asked = parser(form).parse_args(words)
    out = fresh(writable(asked.out), force=asked.force)
    from grader import saved  # noqa: PLC0415  (--help answers at once)

    render = import_module(f"grader.export.{MODULES.get(form, form)}").render
    write(render(saved.only(saved.load(asked.source), asked.student), asked.lang), out)
    return 0


def parser(form: str) -> argparse.ArgumentParser:
    """Describe `grade export FMT FROM`."""
    parser = argparse.ArgumentParser(
        prog=f"grade export {form}",
        description="Write the scores of a report in the form of another program.",
        epilog="exit codes: 0 written, 2 usage, or FROM is no report",
    )
    source(parser)
    parser.add_argument("--student", metavar="ID", help="only this submission")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there already")
    language(parser)
    return parser
