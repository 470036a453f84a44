"""A class in figures: how the scores lie, which checks are passed, what goes wrong, and where a person should look."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean, median

from grader.model import Check, Exercise, Result, Scorebook

BINS = 10  # of the distribution: tenths of what can be reached
NEAR = 0.9  # of full marks, but not all of them: a single slip, or a check that is too strict
NOTHING = "S701"  # no work is nothing to look at
WORTH = {"G": "fault", "P": "violation", "S": "refused", "T": "limit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How one check went in all submissions; `seconds` is its mean wall time."""

    exercise: Exercise
    check: Check
    passed: int
    graded: int
    seconds: float

    @property
    def share(self) -> float:
        """The part that passed of those that could be graded."""
        return self.passed / self.graded if self.graded else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A class in figures.

    `mistakes` gives for each code in how many submissions it occurs, the commonest first; `bins` counts submissions
    by tenths of what can be reached; `look` gives submissions for a human look, with the reasons.
    """

    submissions: int
    max_points: int
    mean: float
    median: float
    full: int
    bins: tuple[int, ...]
    asked: tuple[Asked, ...]
    mistakes: tuple[tuple[str, int], ...]
    look: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def nobody(self) -> tuple[Asked, ...]:
        """The checks that nobody passes."""
        return tuple(one for one in self.asked if one.graded and not one.passed)

    @property
    def everybody(self) -> tuple[Asked, ...]:
        """The checks that everybody passes."""
        return tuple(one for one in self.asked if one.graded and one.passed == one.graded)


def overview(book: Scorebook) -> Overview:
    """Return the figures of all submissions of a scorebook."""
    points: list[int] = []
    bins, most, full = [0] * BINS, 0, 0
    checks: dict[tuple[str, str], Tally] = {}
    mistakes: Counter[str] = Counter()
    look = []
    for result in book.results:
        points.append(result.points)
        most, full = max(most, result.max_points), full + (result.points == result.max_points)
        bins[min(BINS - 1, BINS * result.points // max(1, result.max_points))] += 1
        mistakes.update(codes(result))
        count(result, checks)
        if why := tuple(reasons(result)):
            look.append((result.id, why))
    return Overview(
        submissions=len(points),
        max_points=most,
        mean=mean(points) if points else 0.0,
        median=median(points) if points else 0.0,
        full=full,
        bins=tuple(bins),
        asked=tuple(tally.asked() for tally in checks.values()),
        mistakes=tuple(sorted(mistakes.items(), key=lambda pair: (-pair[1], pair[0]))),
        look=tuple(look),
    )


@dataclass(slots=True)
class Tally:
    """What is counted of one check while submissions pass by, one at a time."""

    exercise: Exercise
    check: Check
    passed: int = 0
    graded: int = 0
    seconds: float = 0.0

    def asked(self) -> Asked:
        """Return the figures of this check."""
        return Asked(
            exercise=self.exercise,
            check=self.check,
            passed=self.passed,
            graded=self.graded,
            seconds=self.seconds / self.graded if self.graded else 0.0,
        )


def count(result: Result, checks: dict[tuple[str, str], Tally]) -> None:
    """Add one submission to the figures of its checks; a fault of ours says nothing about a check."""
    for score in result.scores:
        for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
            key = score.exercise.slug, check.name
            tally = checks.setdefault(key, Tally(score.exercise, check))
            if outcome.verdict != "fault":
                tally.graded += 1
                tally.passed += outcome.code is None
                tally.seconds += outcome.seconds


def codes(result: Result) -> set[str]:
    """Return every code that occurs in a submission."""
    return {outcome.code for score in result.scores for outcome in score.outcomes if outcome.code}


def reasons(result: Result) -> Iterator[str]:
    """Give why a person should look at a submission: codes that may be wrongly given, or nearly full marks."""
    for code in sorted(codes(result)):
        if code[0] in WORTH and code != NOTHING:
            yield code
    if NEAR * result.max_points <= result.points < result.max_points:
        yield "near"


def shares(found: Overview) -> Mapping[str, float]:
    """Return for each code the part of the submissions in which it occurs."""
    return {code: count / found.submissions for code, count in found.mistakes}
