"""Other points for the same outcomes: nothing is run again."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.model import Score, Scorebook
from grader.score import tally

Weights = Mapping[str, Mapping[str, int]]


def load(path: Path) -> Weights:
    """Return the points in a TOML file, by exercise and check (`60_lock_balance.test_x = 3`).

    Raises UsageError if it cannot be read or holds anything else than whole numbers of at least 0.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{str(path)!r} cannot be read as weights in TOML: {error}") from error
    if not found:
        raise UsageError(f"{str(path)!r} holds no points; write lines like 60_lock_balance.test_name = 3")
    for slug, checks in found.items():
        if not isinstance(checks, dict):
            raise UsageError(f"{slug!r} in {str(path)!r} is {checks!r}; write lines like 60_lock_balance.test_name = 3")
        for name, points in checks.items():
            whole(f"{slug}.{name}", points)
    return found


def whole(name: str, points: Any) -> None:
    """Raise UsageError unless `points` is a whole number of at least 0."""
    if type(points) is not int or points < 0:
        raise UsageError(f"{name} = {points!r} is no weight; give it a whole number of at least 0")


def regrade(book: Scorebook, weights: Weights) -> Scorebook:
    """Return the scorebook with other points; checks that `weights` does not name keep theirs.

    Raises UsageError for a name that no submission of the scorebook has.
    """
    known: dict[str, set[str]] = {}
    for result in book.results:
        for score in result.scores:
            known.setdefault(score.exercise.slug, set()).update(check.name for check in score.exercise.checks)
    for slug, checks in weights.items():
        if slug not in known:
            raise UsageError(f"the weights speak of {slug!r}, and the report only of {', '.join(known)}")
        if unknown := checks.keys() - known[slug]:
            have = ", ".join(sorted(known[slug]))
            raise UsageError(f"the weights speak of {slug}.{min(unknown)}, and the report only of {have}")
    results = tuple(replace(r, scores=tuple(weighed(score, weights) for score in r.scores)) for r in book.results)
    return replace(book, results=results)


def weighed(score: Score, weights: Weights) -> Score:
    """Return one exercise's score with other points."""
    given = weights.get(score.exercise.slug, {})
    checks = tuple(replace(check, points=given.get(check.name, check.points)) for check in score.exercise.checks)
    return tally(replace(score.exercise, checks=checks), score.outcomes, score.seconds)
