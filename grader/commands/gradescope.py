"""`grade gradescope DIR --out results.json`: grade one submission where Gradescope runs its autograder."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.arguments import common, course, language, seed, writable, write
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model import Exercise, Language, Score


def run(words: Sequence[str]) -> int:
    """Grade a submission; what is known of it is written whenever an exercise is done."""
    asked = parser().parse_args(words)
    writable(asked.out)
    if not asked.submission.is_dir():
        raise UsageError(f"{str(asked.submission)!r} is no folder; name the one with the submission's files")
    from grader import catalog, grade, roster, score  # noqa: PLC0415  (--help answers at once)
    from grader.export import gradescope  # noqa: PLC0415

    place = course(asked.course, asked.submission)
    plan = grade.Plan(
        course=place, path=asked.submission, only="", jobs=asked.j, seed=seed(asked.seed), sandbox=asked.sandbox
    )
    exercises = catalog.load(place)
    tree = asked.submission / "exercises"  # of a whole repository
    submission = roster.submission(tree if tree.is_dir() else asked.submission, exercises)
    book = grade.grade_one(plan, exercises, submission, keeper(exercises, asked.lang, asked.out))
    write(gradescope.render(book, asked.lang), asked.out)
    print(f"sandbox {book.sandbox['level']} ({book.sandbox['name']}), seed {book.seed}", file=sys.stderr)
    return score.exit_code(one for result in book.results for one in result.scores)


def keeper(exercises: "Sequence[Exercise]", lang: "Language", out: Path) -> "Callable[[Score], None]":
    """Return what writes all scores that have come so far."""
    from grader.export import gradescope  # noqa: PLC0415  (--help answers at once)
    from grader.model import Result  # noqa: PLC0415

    known: dict[str, Score] = {}

    def keep(made: "Score") -> None:
        known[made.exercise.slug] = made
        in_order = tuple(known[one.slug] for one in exercises if one.slug in known)
        write(gradescope.so_far(Result(id=".", scores=in_order), len(exercises), lang), out)

    return keep


def parser() -> argparse.ArgumentParser:
    """Describe `grade gradescope DIR --out FILE`."""
    parser = argparse.ArgumentParser(
        prog="grade gradescope",
        description="Grade one submission: exercise folders, modules side by side, or a repository with exercises/. "
        "FILE is written again whenever an exercise is done. `grade export autograder` makes what calls this.",
        epilog="exit codes: 0 full marks, 1 marks missing, 2 usage or exercise fault, 3 something could not be graded",
    )
    parser.add_argument("submission", type=Path, metavar="DIR", help="what was handed in")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="Gradescope's results.json")
    common(parser)
    language(parser)
    return parser
