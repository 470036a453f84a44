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
    what = "mutants" if asked.mutants else "submissions"
    for found in hold(course(asked.course, Path()), asked.exercise, asked.j, terms, mutate=asked.mutants):
        print(f"{'FAULT' if found.faults else 'ok':<5} {found.slug}: {found.runs} {what}", flush=True)
        for name, codes in found.matrix.items() if asked.matrix else ():
            print(f"      {name:44} {' '.join(f'{code or chr(183):>4}' for code in codes)}", flush=True)
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
    parser.add_argument("exercise", nargs="?", metavar="EX", help="a slug, a part of it, or a folder; default: all")
    parser.add_argument("--matrix", action="store_true", help="print which check catches which wrong submission")
    parser.add_argument(
        "--mutants", action="store_true", help="make small mistakes in each reference: all must be found"
    )
    common(parser)
    return parser
