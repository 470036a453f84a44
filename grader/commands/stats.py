"""`grade stats FROM`: a class in figures."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import language, source, writable, write


def run(words: Sequence[str]) -> int:
    """Print a class in figures."""
    asked = parser().parse_args(words)
    out = writable(asked.out)
    from grader import overview, saved  # noqa: PLC0415  (--help answers at once)
    from grader.report import figures  # noqa: PLC0415

    write(figures.render(overview.overview(saved.load(asked.source)), asked.lang), out)
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe `grade stats FROM`."""
    parser = argparse.ArgumentParser(
        prog="grade stats",
        description="How the scores lie, which checks are passed, what goes wrong, and where a person should look.",
        epilog="exit codes: 0 printed, 2 usage, or FROM is no report",
    )
    source(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    language(parser)
    return parser
