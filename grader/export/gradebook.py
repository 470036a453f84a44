"""Scores into nbgrader's gradebook, through nbgrader's own converter and Gradebook, and no student's code in a kernel.

First everything is looked at that could be wrong, so that nothing is written if anything is. Then nbgrader's own
`Autograde` makes what formgrader and feedback show, with our findings as the grade cells' outputs in place of running
them; last the points go in, in one transaction, also those of a notebook that nbgrader itself cannot read.
"""

import logging
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output
from nbgrader.api import Gradebook, MissingEntry, get_alembic_version
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade
from sqlalchemy.exc import OperationalError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.errors import UsageError
from grader.model import Exercise, Language, Score
from grader.report import cell

SQLITE = "sqlite:///"
Scores = Mapping[str, Mapping[str, Score]]
"""By student and slug."""


def configured(folder: Path, assignment: str, student: str) -> Config:
    """Return nbgrader's settings for one submission: the instructor's own, and what to look at."""
    config = Config()
    if (folder / "nbgrader_config.py").is_file():
        try:
            config.merge(PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config())
        except (SyntaxError, NameError, ImportError) as error:
            raise UsageError(
                f"{str(folder / 'nbgrader_config.py')!r} cannot be read: {error}; mend it first"
            ) from error
    config.CourseDirectory.root = str(folder.absolute())
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    return config


def prepared(folder: Path, assignment: str, exercises: Iterable[Exercise], students: Iterable[str]) -> str:
    """Return the gradebook's URL; raises UsageError if it cannot take these scores, before anything is written."""
    url = str(CourseDirectory(config=configured(folder, assignment, "*")).db_url)
    ready(url)
    with Gradebook(url) as book:
        if unknown := sorted(set(students) - {student.id for student in book.students}):
            raise UsageError(
                f"the gradebook knows no student {unknown[0]!r} ({len(unknown)} unknown); nothing is written. "
                f"Add them with: nbgrader db student add {unknown[0]}"
            )
        for exercise in exercises:
            agree(book, assignment, exercise)
    return url


def ready(url: str) -> None:
    """Raise UsageError unless there is a gradebook of this nbgrader's version that can be written now."""
    file = Path(url.removeprefix(SQLITE))
    if not url.startswith(SQLITE) or not file.is_file():
        raise UsageError(f"there is no gradebook at {url!r}; run `nbgrader generate_assignment` first")
    try:
        with closing(sqlite3.connect(file, timeout=1.0)) as database:
            database.execute("BEGIN IMMEDIATE")
            (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise UsageError(
            f"the gradebook {str(file)!r} cannot be written: {error}; nothing is. "
            "Close what uses it, or put a sound one there, and try again"
        ) from error
    if version != get_alembic_version():
        raise UsageError(
            f"the gradebook {str(file)!r} is of another version of nbgrader ({version}); nothing is written. "
            "Run `nbgrader db upgrade`"
        )


def agree(book: Gradebook, assignment: str, exercise: Exercise) -> None:
    """Raise UsageError unless the gradebook has this exercise's checks with these points."""
    try:
        cells = book.find_notebook(exercise.slug, assignment).grade_cells
    except MissingEntry as error:
        raise UsageError(
            f"the gradebook knows no {exercise.slug!r} in an assignment {assignment!r}; nothing is written. "
            "Run `grade export nbgrader` and `nbgrader generate_assignment` first"
        ) from error
    asked = {check.name: check.points for check in exercise.checks}
    if {one.name: one.max_score for one in cells} != asked:
        raise UsageError(
            f"{exercise.slug}: the checks are not those that the gradebook has; nothing is written. "
            "Run `grade export nbgrader --force` and `nbgrader generate_assignment` again"
        )


def fill(folder: Path, assignment: str, url: str, scores: Scores, lang: Language) -> dict[str, frozenset[str]]:
    """Write the scores; return by student the slugs of which nbgrader itself can show what was found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of nbgrader about its own use of SQLAlchemy
        seen = {student: shown(folder, assignment, student, scores[student], lang) for student in scores}
        try:
            with Gradebook(url) as book:
                for student, by_slug in scores.items():
                    book.update_or_create_submission(assignment, student)
                    for slug, score in by_slug.items():
                        enter(book, (slug, assignment, student), score)
                book.db.commit()
        except OperationalError as error:
            raise UsageError(
                f"somebody has begun to use the gradebook meanwhile: {error.orig}; not all points are written. "
                "Close what uses it and try again"
            ) from error
    return seen


def shown(folder: Path, assignment: str, student: str, scores: Mapping[str, Score], lang: Language) -> frozenset[str]:
    """Have nbgrader make the notebooks that formgrader and feedback show; return the slugs for which it could.

    One notebook that it cannot read keeps it from all that a student has handed in.
    """
    config = configured(folder, assignment, student)
    converter = Autograde(coursedir=CourseDirectory(config=config), config=config, force=True)
    converter.log.setLevel(logging.CRITICAL)  # what it says is no news to whoever asked for scores
    filled: set[str] = set()
    found = findings(scores, lang, filled.add)
    converter.autograde_preprocessors = [found if one is Execute else one for one in converter.autograde_preprocessors]
    try:
        converter.start()
    except NbGraderException:
        return frozenset()
    return frozenset(filled)


def findings(scores: Mapping[str, Score], lang: Language, tell: Callable[[str], None]) -> type[NbGraderPreprocessor]:
    """Return what takes the place of running a notebook: our findings become the outputs of its grade cells.

    `tell` hears of the slug of every notebook that has any.
    """

    class Findings(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
        def preprocess_cell(self, one: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:  # noqa: ARG002
            score = scores.get(resources["nbgrader"]["notebook"])
            if score and is_grade(one) and one.cell_type == "code":
                tell(score.exercise.slug)
                one.outputs = outputs(score, one.metadata.nbgrader["grade_id"], lang)
            return one, resources

    return Findings


def outputs(score: Score, name: str, lang: Language) -> list[dict[str, Any]]:
    """Return what a grade cell would have printed and given."""
    for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
        if check.name == name:
            points = 0 if outcome.code else check.points
            said = new_output("stream", text=cell.render(score.exercise, check, outcome, lang) + "\n")
            return [said, new_output("execute_result", {"text/plain": str(points)}, execution_count=None)]
    return []


def enter(book: Gradebook, place: tuple[str, str, str], score: Score) -> None:
    """Set the points of one notebook's checks; a manual score stays, and is marked for another look."""
    for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
        grade = book.find_grade(check.name, *place)
        grade.auto_score = 0 if outcome.code else check.points
        grade.needs_manual_grade = grade.manual_score is not None
