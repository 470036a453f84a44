"""Scores that the run of a class has left in its store, found again by what they came from.

Only what would come out the same is taken: the same file, hidden tests, grader, Python and sandbox. A fault of ours is
not: it is worth another try.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import keys, store
from grader.model import Exercise, Score, Submission


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked now, by slug the digest of each exercise, and the digest of the rest; and scores by their keys."""

    asked: dict[str, str]
    rest: str
    scores: Mapping[tuple[str, str, str], Score]

    def of(self, submission: Submission) -> dict[str, Score]:
        """Return by slug the scores of what is in a submission."""
        wanted = keys.of_results(self.rest, self.asked, dict(submission.files))
        found = ((slug, self.scores.get((submission.id, slug, key))) for slug, key in wanted)
        return {slug: score for slug, score in found if score is not None and not score.ungraded}


def known(file: Path, exercises: Sequence[Exercise], level: str) -> Known:
    """Return what the store in `file`, if there is one, knows of these exercises at this level of the sandbox."""
    asked = {one.slug: keys.of_exercise(one) for one in exercises}
    made: dict[tuple[str, str, str], Score] = {}
    if file.exists():
        by_place = store.keys(file)
        for result in store.read(file).results:
            for score in result.scores:
                if key := by_place.get((result.id, score.exercise.slug)):
                    made[result.id, score.exercise.slug, key] = score
    return Known(asked, keys.of_run(level), made)
