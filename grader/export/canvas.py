"""Scores into a teacher's own export of Canvas's gradebook.

Everything that could be wrong is looked at first; then there is a whole sheet to be written, or none.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grader.errors import UsageError
from grader.export.sheet import Column, Sheet, written
from grader.model import Exercise, Result, Score, Scorebook
from grader.report.safe import clean, inert, short

KEPT = ("EX", "N/A")  # excused, not assigned: decisions of the teacher's
LISTED = 3  # of those whom a message names
LONGEST = 80  # characters of a name in it
NONE = "nothing is written"
PUBLISH = "Publish the assignment in Canvas and export again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A column, and the slugs of the exercises whose points go there."""

    column: Column
    slugs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The text of a sheet with so many `scores` in it, and everybody whose cells are as they were.

    `kept` by a decision of the teacher's, `ungraded` by a fault of ours, `without` a submission, `strangers` to it.
    """

    text: str
    scores: int
    kept: tuple[str, ...]
    ungraded: tuple[str, ...]
    without: tuple[str, ...]
    strangers: tuple[str, ...]


def one_column(sheet: Sheet, name: str, slugs: Sequence[str]) -> tuple[Target, ...]:
    """Return the column called `name`, by title, id or both, for all exercises together."""
    return (Target(column=named(sheet, (name,)), slugs=frozenset(slugs)),)


def a_column_each(sheet: Sheet, exercises: Sequence[Exercise]) -> tuple[Target, ...]:
    """Return for each exercise the column with its slug or title; raises UsageError if there is none for any."""
    called = {one.slug: (one.slug, one.title.en, one.title.zh) for one in exercises}
    made = tuple(
        Target(column=named(sheet, names), slugs=frozenset([slug]))
        for slug, names in called.items()
        if matching(sheet, names)
    )
    if not made:
        raise UsageError(
            f"{sheet.name!r} has no assignment called like an exercise ({listed(tuple(called))}); {NONE}. "
            + (f"--column TITLE puts the sum into one of: {some}" if (some := assignments(sheet)) else PUBLISH)
        )
    return made


def named(sheet: Sheet, names: Sequence[str]) -> Column:
    """Return the one assignment with one of these names; raises UsageError unless scores can go there."""
    found = matching(sheet, names)
    if len(found) > 1:
        ids = " or ".join(column.id for column in found)
        raise UsageError(
            f"{sheet.name!r} has {len(found)} assignments {clean(names[0])!r}; {NONE}. Name its id: --column {ids}"
        )
    if not found:
        raise UsageError(
            f"{sheet.name!r} has no assignment {clean(names[0])!r}, only {assignments(sheet) or 'none'}; {NONE}. "
            f"{PUBLISH}, unless that is another course"
        )
    (column,) = found
    if column.readonly:
        raise UsageError(f"{clean(column.title)!r} is read only in {sheet.name!r}: Canvas would ignore it; {NONE}")
    return column


def matching(sheet: Sheet, names: Sequence[str]) -> list[Column]:
    """Return the assignments with one of these names."""
    wanted = {alike(name) for name in names}
    return [
        one
        for one in sheet.columns
        if not wanted.isdisjoint({alike(one.title), one.id, alike(f"{one.title} ({one.id})")})
    ]


def fill(sheet: Sheet, book: Scorebook, targets: Sequence[Target], *, partial: bool, scale: bool) -> Filled:
    """Return the sheet with the points of `book` in the columns of `targets`.

    Raises UsageError if a submission is nobody's in the sheet, unless `partial` leaves it out, or if a column has
    other points than the exercises, unless they are brought to its `scale`.
    """
    known, strangers = met(sheet, book)
    if not known or (strangers and not partial):
        raise UsageError(unknown(sheet, strangers, alone=not known))
    cells, kept, ungraded = dict[tuple[int, int], str](), [], []
    for row, result in known.items():
        for target in targets:
            place = (row, target.column.place)
            part = [score for score in result.scores if score.exercise.slug in target.slugs]
            if any(score.ungraded for score in part):
                ungraded.append(result.id)
            elif sheet.rows[row][target.column.place].strip().upper() in KEPT:
                kept.append(result.id)
            elif part:
                cells[place] = points(sheet, target.column, part, scale=scale)
    without = (sheet.names(row)[0] for number, row in sheet.students if number not in known)
    return Filled(
        text=written(sheet, cells),
        scores=len(cells),
        kept=unique(kept),
        ungraded=unique(ungraded),
        without=unique(without),
        strangers=unique(strangers),
    )


def met(sheet: Sheet, book: Scorebook) -> tuple[dict[int, Result], list[str]]:
    """Return the results by the rows of their students, and the submissions of nobody in the sheet."""
    rows: dict[str, set[int]] = {}
    for number, row in sheet.students:
        for name in sheet.called(row):
            rows.setdefault(alike(name), set()).add(number)
    known, strangers = dict[int, Result](), []
    for result in book.results:
        found = rows.get(alike(result.id), set())
        if len(found) > 1:
            raise UsageError(
                f"{sheet.name!r} has {len(found)} students called {clean(result.id)!r}; {NONE}. "
                "Call the submission by the student's ID"
            )
        if not found:
            strangers.append(result.id)
            continue
        (number,) = found
        if number in known:
            both = f"{clean(known[number].id)!r} and {clean(result.id)!r}"
            raise UsageError(f"the submissions {both} are of the same student in {sheet.name!r}; {NONE}. Remove one")
        known[number] = result
    return known, strangers


def unknown(sheet: Sheet, strangers: Sequence[str], *, alone: bool) -> str:
    """Say that submissions are nobody's."""
    called = "a student's ID, SIS User ID, SIS Login ID or name"
    if alone:
        return (
            f"{sheet.name!r} has none of the students of these results ({listed(strangers)}); {NONE}. "
            f"Is it of another course? A submission has to be called by {called}"
        )
    return (
        f"{sheet.name!r} has no student for {listed(strangers)}; {NONE}. "
        f"Call the submission by {called}, or leave out who is not there with --partial"
    )


def points(sheet: Sheet, column: Column, part: Sequence[Score], *, scale: bool) -> str:
    """Return the points of some exercises as Canvas writes them: two decimals, with the decimal sign of the sheet."""
    made = Decimal(sum(score.points for score in part))
    most = Decimal(sum(score.exercise.max_score for score in part))
    if column.worth is not None and column.worth != most:
        if not scale:
            raise UsageError(
                f"{clean(column.title)!r} has {column.worth} points in Canvas, the exercises have {most}; {NONE}. "
                "Change it in Canvas and export again, or bring the scores to its scale with --scale"
            )
        made = made / most * column.worth if most else made
    return f"{made.quantize(Decimal('0.01'), ROUND_HALF_UP)}".replace(".", sheet.decimal)


def alike(name: str) -> str:
    """Return what is the same for all ways to write a name: Canvas ignores the case of logins, too."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def listed(names: Sequence[str]) -> str:
    """Return the first of some names for a message, and how many more there are."""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(inert(repr(clean(short(name, LONGEST)))) for name in names[:LISTED]) + more


def assignments(sheet: Sheet) -> str:
    """Return the assignments of a sheet for a message."""
    return listed([column.title for column in sheet.columns])


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once, in their order."""
    return tuple(dict.fromkeys(names))
