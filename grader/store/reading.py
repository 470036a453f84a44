"""A class's book, read from its store one submission at a time."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from grader.errors import StoreError
from grader.feedback import PROMISES, codes
from grader.model import Check, Exercise, Outcome, Result, Score, Scorebook, Text
from grader.score import tally
from grader.store.file import connected, saying

LAST_RUN = "SELECT seed, sandbox, trusted, notices FROM runs ORDER BY run DESC LIMIT 1"
EVERYTHING = """
SELECT submissions.id, data, points, seconds, seed, outcomes
FROM submissions CROSS JOIN asked LEFT JOIN scores USING (id, slug)
JOIN exercises ON digest = ifnull(scores.exercise, asked.exercise)
ORDER BY submissions.place, asked.place
"""


def read(path: Path) -> Scorebook:
    """Return the class whose results lie in the file `path`; raises StoreError if there are none.

    The results are read anew whenever they are looked at, one submission at a time: they may be many. Whatever
    has not been graded yet, because the run was interrupted, has the code G905 in every check.
    """
    if not path.exists():
        raise StoreError(
            f"there are no results in {str(path)!r}; grade the class first, or name the file that holds them"
        )
    with saying(path), closing(connected(path, mode="ro")) as file:
        row = file.execute(LAST_RUN).fetchone()
        if row is None:
            raise StoreError(f"there are no results in {str(path)!r} yet; grade the class first")
        sandbox, notices = json.loads(row[1]), tuple(map(str, json.loads(row[3])))
        if sandbox["level"] not in PROMISES:
            raise ValueError(f"{sandbox['level']!r} is no level of a sandbox")
    return Scorebook(results=Results(path), sandbox=sandbox, seed=row[0], trusted=bool(row[2]), notices=notices)


def keys(path: Path) -> dict[tuple[str, str], str]:
    """Return the key of every score in the file `path`, by submission and slug."""
    with saying(path), closing(connected(path, mode="ro")) as file:
        return {(name, slug): key for name, slug, key in file.execute("SELECT id, slug, key FROM scores")}


@dataclass(frozen=True, slots=True)
class Results(Collection[Result]):
    """The results in a store, in the order of the class."""

    path: Path

    def __iter__(self) -> Iterator[Result]:
        """Give one submission after the other, all from the same state of the file."""
        exercises: dict[str, Exercise] = {}
        with saying(self.path), closing(connected(self.path, mode="ro")) as file:
            for name, rows in groupby(file.execute(EVERYTHING), key=itemgetter(0)):
                yield Result(id=name, scores=tuple(scored(rows, exercises)))

    def __len__(self) -> int:
        """Return how many submissions the class has."""
        with saying(self.path), closing(connected(self.path, mode="ro")) as file:
            return int(file.execute("SELECT count(*) FROM submissions").fetchone()[0])

    def __contains__(self, result: object) -> bool:
        """Whether a result is one of these."""
        return any(one == result for one in self)


def scored(rows: Iterable[tuple[Any, ...]], exercises: dict[str, Exercise]) -> Iterator[Score]:
    """Give the scores in the rows of one submission; `exercises` keeps those that were read before."""
    for _, data, points, seconds, seed, outcomes in rows:
        if data not in exercises:
            exercises[data] = restored(json.loads(data))
        exercise = exercises[data]
        if outcomes is None:
            yield tally(exercise, [Outcome(check=check.name, code="G905") for check in exercise.checks])
            continue
        yield told(exercise, points, seconds, seed, outcomes)


def told(exercise: Exercise, points: int, seconds: float, seed: int | None, outcomes: str) -> Score:
    """Return the score that a row tells of; raises ValueError for one that we would not have written."""
    found = tuple(Outcome(**outcome) for outcome in json.loads(outcomes))
    score = tally(exercise, found, seconds, seed)
    if score.points != points or any(outcome.code and outcome.code not in codes() for outcome in found):
        raise ValueError(f"{points} points are not those of the checks of {exercise.slug}")
    return score


def restored(data: Mapping[str, Any]) -> Exercise:
    """Return the exercise that `described` has described; its files are not here."""
    checks = [
        {**one, "title": Text(**one["title"]), "hints": tuple(Text(**hint) for hint in one["hints"])}
        for one in data["checks"]
    ]
    return Exercise(
        slug=data["slug"],
        title=Text(**data["title"]),
        checks=tuple(Check(**check) for check in checks),
        stub=Path(data["slug"], f"{data['module']}.py"),
        tests=Path(),
    )
