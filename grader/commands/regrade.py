"""`grade regrade --weights FILE FROM`: other points for the same outcomes."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import fresh, language, source, writable, write


def run(words: Sequence[str]) -> int:
    """Report a saved scorebook with other points."""
    asked = parser().parse_args(words)
    out = fresh(writable(asked.out), force=asked.force)
    from grader import saved, weights  # noqa: PLC0415  (--help answers at once)
    from grader.report import REPORTERS  # noqa: PLC0415

    book = weights.regrade(saved.load(asked.source), weights.load(asked.weights))
    write(REPORTERS[asked.format](book, asked.lang), out)
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe `grade regrade --weights FILE FROM`."""
    parser = argparse.ArgumentParser(
        prog="grade regrade",
        description="Change the points of a saved report; nothing is run again.",
        epilog="FILE is TOML: 60_lock_balance.test_name = 3.  exit codes: 0 written, 2 usage, or FROM is no report",
    )
    source(parser)
    parser.add_argument("--weights", type=Path, metavar="FILE", required=True, help="points by exercise and check")
    parser.add_argument("--format", choices=("terminal", "json"), default="json")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of the terminal")
    parser.add_argument("--force", action="store_true", help="replace what --out names if it is there already")
    language(parser)
    return parser
