"""`grade export autograder OUT.zip`: what one uploads to Gradescope."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import course, fresh, language, positive, whole, writable
from grader.errors import UsageError

LIMIT = 10  # minutes, unless the assignment's settings in Gradescope say otherwise


def run(words: Sequence[str]) -> int:
    """Write the zip."""
    asked = parser().parse_args(words)
    fresh(writable(asked.out), force=asked.force)
    from grader import catalog  # noqa: PLC0415  (--help answers at once)
    from grader.export import autograder  # noqa: PLC0415

    exercises = [one for one in catalog.load(course(asked.course, Path())) if asked.k.lower() in one.slug]
    if not exercises:
        raise UsageError(f"-k {asked.k!r} matches no exercise; try a part of a slug, like -k lock")
    with whole(asked.out) as part:
        part.write_bytes(autograder.archive(exercises, asked.lang, asked.minutes))
    points = sum(one.max_score for one in exercises)
    print(f"{asked.out}: {len(exercises)} exercises, {points} points")
    print(f"Next step: upload it in Gradescope under Configure Autograder, and set Autograder Points to {points}")
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe `grade export autograder OUT.zip`."""
    parser = argparse.ArgumentParser(
        prog="grade export autograder",
        description="Write the zip that one uploads to Gradescope: setup.sh, run_autograder, this grader, and the "
        "exercises with their hidden tests.",
        epilog="exit codes: 0 written, 2 usage or exercise fault",
    )
    parser.add_argument("out", type=Path, metavar="OUT.zip", help="the file to write")
    parser.add_argument("-k", default="", metavar="TEXT", help="only exercises whose slug contains TEXT")
    parser.add_argument(
        "--minutes",
        type=positive,
        default=LIMIT,
        metavar="N",
        help=f"Gradescope's time limit for a submission [{LIMIT}]",
    )
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument("--force", action="store_true", help="replace OUT.zip if it is there already")
    language(parser)
    return parser
