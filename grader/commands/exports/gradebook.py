"""`grade export gradebook DIR`: grade what nbgrader has collected, and write the points into its gradebook."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.arguments import common, course, language, seed
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model import Score


def run(words: Sequence[str]) -> int:
    """Grade the notebooks in `submitted/` and write the points into the gradebook."""
    asked = parser().parse_args(words)
    folders = submitted(asked.folder, asked.assignment)
    try:
        from grader.export import gradebook  # noqa: PLC0415  (nbgrader is an extra, and takes seconds)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name!r} is not installed; run: pip install 'threadlings[nbgrader]'") from error
    from grader import catalog  # noqa: PLC0415  (--help answers at once)

    safe(asked.sandbox)
    place = course(asked.course, asked.folder)
    names = {path.stem for path in (asked.folder / "source" / asked.assignment).glob("*.ipynb")}
    exercises = [one for one in catalog.load(place) if one.slug in names]
    if not exercises:
        raise UsageError(f"{str(asked.folder / 'source' / asked.assignment)!r} has no notebook of this course")
    url = gradebook.prepared(asked.folder, asked.assignment, exercises, folders)
    slugs = {one.slug for one in exercises}
    scores = {student: graded(asked, place, folder, slugs) for student, folder in folders.items()}
    whole = {student: found for student, found in scores.items() if not any(one.ungraded for one in found.values())}
    unshown = gradebook.fill(asked.folder, asked.assignment, url, whole, asked.lang)
    for student, found in scores.items():
        print(told(student, found, written=student in whole, shown=student not in unshown))
    return 0 if len(whole) == len(scores) else 3


def safe(sandbox: str) -> None:
    """Raise UsageError where other people's code would run without a sandbox, unless that was asked for."""
    from grader.sandbox import levels  # noqa: PLC0415  (--help answers at once)

    if sandbox == "auto" and levels.find().level not in levels.SAFE:
        raise UsageError(
            "no sandbox works on this machine (`grade doctor` says what helps), and these are other people's programs; "
            "--sandbox L0 grades them all the same"
        )


def submitted(folder: Path, assignment: str) -> dict[str, Path]:
    """Return the folder of every student who has handed something in."""
    found = {path.parent.name: path for path in sorted((folder / "submitted").glob(f"*/{assignment}"))}
    if not found:
        raise UsageError(f"nothing is handed in: {str(folder / 'submitted' / '*' / assignment)!r} matches no folder")
    return found


def graded(asked: argparse.Namespace, place: Path, folder: Path, slugs: set[str]) -> "dict[str, Score]":
    """Return one student's scores by slug; an exercise without a notebook has no points."""
    from grader import grade  # noqa: PLC0415  (--help answers at once)
    from grader.report.safe import one_line  # noqa: PLC0415

    print(f"grading {one_line(folder.parent.name)}", file=sys.stderr)
    number = seed(asked.seed)
    plan = grade.Plan(course=place, path=folder, only="", jobs=asked.j, seed=number, sandbox=asked.sandbox)
    (result,) = grade.grade(plan, lambda _: None).results
    return {score.exercise.slug: score for score in result.scores if score.exercise.slug in slugs}


def told(student: str, scores: "dict[str, Score]", *, written: bool, shown: bool) -> str:
    """Say in one line what became of a student's scores."""
    points = sum(score.points for score in scores.values())
    most = sum(score.exercise.max_score for score in scores.values())
    if not written:
        return f"{student}: not written, because something could not be graded; try again"
    return f"{student}: {points}/{most}" + ("" if shown else " (nbgrader cannot read a notebook, so it shows none)")


def parser() -> argparse.ArgumentParser:
    """Describe `grade export gradebook DIR`."""
    parser = argparse.ArgumentParser(
        prog="grade export gradebook",
        description="Grade DIR/submitted/*/ASSIGNMENT/SLUG.ipynb in the sandbox, without a kernel, and write the "
        "points into nbgrader's gradebook, so that its formgrader, feedback and exporters show them.",
        epilog="exit codes: 0 all are written, 2 wrong usage or a gradebook that cannot take them (nothing is "
        "written), 3 some could not be graded (the others are written)",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="nbgrader's course directory")
    parser.add_argument("--assignment", default="threadlings", metavar="NAME", help="nbgrader's name [threadlings]")
    common(parser)
    language(parser)
    return parser
