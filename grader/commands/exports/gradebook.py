"""`grade export gradebook DIR`: grade what nbgrader has collected, and write the points into its gradebook."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.arguments import common, course, language, seed
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.grade import Plan
    from grader.known import Known
    from grader.model import Exercise, Score

ABSENT = "S701"  # the code of what was not handed in


def run(words: Sequence[str]) -> int:
    """Grade the notebooks in `submitted/` and write the points into the gradebook."""
    asked = parser().parse_args(words)
    folders = submitted(asked.folder, asked.assignment)
    try:
        from grader.export import gradebook  # noqa: PLC0415  (nbgrader is an extra, and takes seconds)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name!r} is not installed; run: pip install 'threadlings[nbgrader]'") from error
    from grader import catalog, known, store  # noqa: PLC0415  (--help answers at once)
    from grader.report.safe import one_line  # noqa: PLC0415

    level = safe(asked.sandbox)
    place = course(asked.course, asked.folder)
    names = {path.stem for path in (asked.folder / "source" / asked.assignment).glob("*.ipynb")}
    exercises = [one for one in catalog.load(place) if one.slug in names]
    if not exercises:
        raise UsageError(f"{str(asked.folder / 'source' / asked.assignment)!r} has no notebook of this course")
    url = gradebook.prepared(asked.folder, asked.assignment, exercises, folders)
    if asked.store is not None:
        store.read(asked.store)  # which says so if there is none
    before = known.known(asked.store or store.beside(asked.folder / "submitted"), exercises, level)
    scores = {
        student: graded(plan(asked, place, folder), exercises, student, before) for student, folder in folders.items()
    }
    whole = {student: found for student, found in scores.items() if not any(one.ungraded for one in found.values())}
    shown = gradebook.fill(asked.folder, asked.assignment, url, whole, asked.lang)
    for student, found in scores.items():
        print(told(one_line(student), found, shown.get(student)))
    return 0 if len(whole) == len(scores) else 3


def safe(wanted: str) -> str:
    """Return the level of the sandbox.

    Raises UsageError where other people's code would run without one, unless that was asked for.
    """
    from grader.sandbox import levels  # noqa: PLC0415  (--help answers at once)

    found = levels.find(wanted).level
    if wanted == "auto" and found not in levels.SAFE:
        raise UsageError(
            "no sandbox works on this machine (`grade doctor` says what helps), and these are other people's programs; "
            "--sandbox L0 grades them all the same"
        )
    return found


def submitted(folder: Path, assignment: str) -> dict[str, Path]:
    """Return the folder of every student who has handed something in."""
    found = {path.parent.name: path for path in sorted((folder / "submitted").glob(f"*/{assignment}"))}
    if not found:
        raise UsageError(f"nothing is handed in: {str(folder / 'submitted' / '*' / assignment)!r} matches no folder")
    return found


def plan(asked: argparse.Namespace, place: Path, folder: Path) -> "Plan":
    """Return how the exercises in a student's folder are graded."""
    from grader import grade  # noqa: PLC0415  (--help answers at once)

    return grade.Plan(course=place, path=folder, only="", jobs=asked.j, seed=seed(asked.seed), sandbox=asked.sandbox)


def graded(plan: "Plan", exercises: "Sequence[Exercise]", student: str, before: "Known") -> "dict[str, Score]":
    """Return one student's scores by slug, grading what is not known; an exercise without a notebook has no points."""
    from grader import grade, roster  # noqa: PLC0415  (--help answers at once)
    from grader.model import Submission  # noqa: PLC0415
    from grader.report.safe import one_line  # noqa: PLC0415

    submission = Submission(id=student, files={one.slug: roster.work(plan.path, one) for one in exercises})
    found = before.of(submission)
    if left := [one for one in exercises if one.slug not in found]:
        print(f"grading {one_line(student)}: {', '.join(one.slug for one in left)}", file=sys.stderr)
        (result,) = grade.grade_one(plan, left, submission, lambda _: None).results
        found |= {score.exercise.slug: score for score in result.scores}
    return {one.slug: found[one.slug] for one in exercises}


def told(student: str, scores: "dict[str, Score]", shown: "frozenset[str] | None") -> str:
    """Say in one line what became of a student's scores; `shown` is None if they were not written."""
    points = sum(score.points for score in scores.values())
    most = sum(score.exercise.max_score for score in scores.values())
    if shown is None:
        return f"{student}: not written, because something could not be graded; try again"
    handed_in = [slug for slug, score in scores.items() if any(one.code != ABSENT for one in score.outcomes)]
    hidden = ", ".join(slug for slug in handed_in if slug not in shown)
    why = f" (nbgrader cannot show {hidden}: a notebook is damaged, or has lost its grade cells)" if hidden else ""
    return f"{student}: {points}/{most}{why}"


def parser() -> argparse.ArgumentParser:
    """Describe `grade export gradebook DIR`."""
    parser = argparse.ArgumentParser(
        prog="grade export gradebook",
        description="Grade DIR/submitted/*/ASSIGNMENT/SLUG.ipynb in the sandbox, without a kernel, and write the "
        "points into nbgrader's gradebook, so that its formgrader, feedback and exporters show them. What `grade "
        "DIR/submitted` has left in its store is not graded again.",
        epilog="exit codes: 0 all are written, 2 wrong usage or a gradebook that cannot take them (nothing is "
        "written), 3 some could not be graded (the others are written)",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="nbgrader's course directory")
    parser.add_argument(
        "--store", type=Path, metavar="FILE", help="what is known of the class [DIR/submitted/.grade/results.sqlite]"
    )
    parser.add_argument("--assignment", default="threadlings", metavar="NAME", help="nbgrader's name [threadlings]")
    common(parser)
    language(parser)
    return parser
