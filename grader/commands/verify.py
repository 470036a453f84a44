"""`grade verify [EX]`: hold exercises against the authoring contract."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import common, course, seed


def run(words: Sequence[str]) -> int:
    """Hold exercises against the authoring contract."""
    asked = parser().parse_args(words)
    from grader.grade import Terms  # noqa: PLC0415  (--help answers at once)
    from grader.sandbox import levels  # noqa: PLC0415  (--help answers at once)
    from grader.verify import verify as hold  # noqa: PLC0415  (--help answers at once)

    faults, terms = 0, Terms(seed(asked.seed), levels.find(asked.sandbox).level)
    for found in hold(course(asked.course, Path()), asked.exercise, asked.j, terms):
        print(f"{'FAULT' if found.faults else 'ok':<5} {found.slug}: {found.runs} submissions", flush=True)
        for fault in found.faults:
            print(f"      {fault}", flush=True)
        faults += len(found.faults)
    return 2 if faults else 0


def parser() -> argparse.ArgumentParser:
    """Describe `grade verify [EX]`."""
    parser = argparse.ArgumentParser(
        prog="grade verify",
        description="Stub fails, references and right/ get full marks, every wrong/ fails as its docstring says.",
    )
    parser.add_argument("exercise", nargs="?", metavar="EX", help="a slug, or a part of one; default: all exercises")
    common(parser)
    return parser
