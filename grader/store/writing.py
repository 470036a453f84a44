"""A class's store while it is graded: who is there, what is asked, and every result as it comes."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.model import Exercise, Outcome, Result, Score, Scorebook
from grader.store.file import connected, saying, transaction
from grader.store.reading import told

KEEP = """
INSERT INTO scores VALUES (:id, :slug, :key, :exercise, :run, :seed, :points, :seconds, :outcomes, :times)
ON CONFLICT DO UPDATE SET
    times = excluded.times + times * (key = excluded.key AND seed IS excluded.seed),
    key = excluded.key, exercise = excluded.exercise, run = excluded.run, seed = excluded.seed,
    points = excluded.points, seconds = excluded.seconds, outcomes = excluded.outcomes
"""
ALIKE = "SELECT points, seconds, seed, outcomes FROM scores WHERE key = ? AND seed = ? LIMIT 1"
FAULT = ""
"""The key of what could not be graded: nothing has the same, so it is tried again the next time, and never shared."""


@contextmanager
def opened(path: Path) -> Iterator["Store"]:
    """Give the store in the file `path`, made if it is not there; raises StoreError if nothing can be kept in it."""
    with saying(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = connected(path, mode="rwc")
    with closing(file):
        yield Store(path, file)


class Store:
    """A class's results, to be added to."""

    def __init__(self, path: Path, file: sqlite3.Connection) -> None:
        self.path = path
        self._file = file
        self._run = 0
        self._asked: dict[str, str] = {}

    @property
    def seed(self) -> int | None:
        """The seed of the last run, None before the first: a class is asked the same things every time."""
        row = self._file.execute("SELECT seed FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return None if row is None else int(row[0])

    def begin(self, book: Scorebook, ids: Iterable[str], asked: Mapping[str, Exercise], now: datetime) -> None:
        """Begin a run over the submissions `ids`; `asked` maps the digest of each exercise to it, `now` is UTC.

        Of `book` everything counts but its results, which are about to come.
        """
        facts = (now.isoformat(), book.seed, json.dumps(dict(book.sandbox)), book.trusted, json.dumps(book.notices))
        described_ = [(digest, json.dumps(described(one))) for digest, one in asked.items()]
        self._asked = {one.slug: digest for digest, one in asked.items()}
        with saying(self.path), transaction(self._file):
            self._run = self._file.execute("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?)", facts).lastrowid or 0
            self._file.execute("DELETE FROM submissions")
            self._file.executemany("INSERT INTO submissions VALUES (?, ?)", enumerate(ids))
            self._file.executemany("INSERT OR REPLACE INTO exercises VALUES (?, ?)", described_)
            self._file.execute("DELETE FROM asked")
            rows = [(place, *pair) for place, pair in enumerate(self._asked.items())]
            self._file.executemany("INSERT INTO asked VALUES (?, ?, ?)", rows)

    def keys(self, name: str) -> dict[str, tuple[str, int | None]]:
        """Return of one submission the key and the seed of each exercise's score: slug -> (key, seed)."""
        with saying(self.path):
            rows = self._file.execute("SELECT slug, key, seed FROM scores WHERE id = ?", (name,))
            return {slug: (key, seed) for slug, key, seed in rows}

    def codes(self, name: str) -> dict[str, dict[str, str | None]]:
        """Return of one submission the code of every check, None where it passed: slug -> check -> code."""
        with saying(self.path):
            rows = self._file.execute("SELECT slug, outcomes FROM scores WHERE id = ?", (name,))
            return {slug: {one["check"]: one["code"] for one in json.loads(found)} for slug, found in rows}

    def score(self, exercise: Exercise, key: str, seed: int) -> Score | None:
        """Return a score with this key and seed, whoever has it; None if nobody has."""
        with saying(self.path):
            row = self._file.execute(ALIKE, (key, seed)).fetchone()
            return row and told(exercise, *row)

    def keep(self, result: Result, keys: Mapping[str, str], alike: Collection[str] = ()) -> None:
        """Write scores of one submission; they are on the disk when this returns.

        `keys` maps slugs to their keys; `alike` are the slugs of those scores that another submission was judged for.
        """
        rows = [self._row(result.id, one, keys[one.exercise.slug], one.exercise.slug in alike) for one in result.scores]
        with saying(self.path), transaction(self._file):
            self._file.executemany(KEEP, rows)

    def _row(self, name: str, score: Score, key: str, alike: bool) -> dict[str, Any]:  # noqa: FBT001  (private)
        slug = score.exercise.slug
        made = {"key": FAULT, "times": 0} if score.ungraded else {"key": key, "times": 0 if alike else 1}
        about = {"id": name, "slug": slug, **made, "exercise": self._asked[slug], "run": self._run}
        found = {"seed": score.seed, "points": score.points, "seconds": score.seconds}
        return {**about, **found, "outcomes": json.dumps([plain(outcome) for outcome in score.outcomes])}


def plain(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as what it is made from; evidence is plain data already, so that nothing need be copied."""
    return {field.name: getattr(outcome, field.name) for field in fields(outcome)}


def described(exercise: Exercise) -> dict[str, Any]:
    """Return what reports need of an exercise as plain data, without a path of this machine."""
    checks = [asdict(check) for check in exercise.checks]
    return {"slug": exercise.slug, "title": asdict(exercise.title), "module": exercise.module, "checks": checks}
