"""From outcomes to points: pure arithmetic."""

from collections.abc import Iterable
from dataclasses import replace

from grader.model import Exercise, Outcome, Score

VIOLATION = "P601"


def tally(exercise: Exercise, outcomes: Iterable[Outcome], seconds: float = 0.0, seed: int | None = None) -> Score:
    """Add up the points of one submission in one exercise.

    The exercise decides what was asked, never the report: a check that is missing from
    `outcomes` counts as crashed, one that the exercise does not know counts for nothing.
    Whoever interferes with one check has passed none: nothing that comes from there can be believed.
    """
    found: dict[str, Outcome] = {}
    for outcome in outcomes:  # of two for the same check, one that did not pass decides
        if outcome.check not in found or found[outcome.check].code is None:
            found[outcome.check] = outcome
    ordered = tuple(found.get(check.name, crashed(check.name)) for check in exercise.checks)
    if any(outcome.code == VIOLATION for outcome in ordered):
        ordered = tuple(outcome if outcome.code else replace(outcome, code=VIOLATION) for outcome in ordered)
    passed = {outcome.check for outcome in ordered if outcome.code is None}
    points = sum(check.points for check in exercise.checks if check.name in passed)
    return Score(exercise=exercise, outcomes=ordered, points=points, seconds=seconds, seed=seed)


def crashed(check: str) -> Outcome:
    """Return the outcome of a check of which nothing was heard."""
    return Outcome(check=check, code="C403", evidence={"missing": True})


def exit_code(scores: Iterable[Score]) -> int:
    """Return 0 for full marks, 1 for missing marks, 3 if something could not be graded."""
    missing = False
    for score in scores:  # one at a time: they may be many
        if score.ungraded:
            return 3
        missing = missing or score.points < score.exercise.max_score
    return int(missing)
