"""The words of the house as values: exercise, check, submission, outcome, score, scorebook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

VERDICTS = {
    "W": "wrong",
    "R": "race",
    "D": "deadlock",
    "L": "left",
    "C": "crash",
    "T": "limit",
    "P": "violation",
    "S": "refused",
    "G": "fault",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same sentence in every language that we speak."""

    en: str
    zh: str

    def within(self, lang: Language) -> str:
        """Return the sentence in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must be true of a submission, worth `points`."""

    name: str
    points: int
    visible: bool
    title: Text
    hints: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of a course: what the student gets (`stub`) and what judges it (`tests`).

    `hidden` is how many points more there are elsewhere: more than 0 in a student's kit, which has the visible checks.
    """

    slug: str
    title: Text
    checks: tuple[Check, ...]
    stub: Path
    tests: Path
    needs: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    start_methods: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def module(self) -> str:
        """The module's name: the folder's name without its number."""
        return self.stub.stem

    @property
    def max_score(self) -> int:
        """The points of all checks together."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one student handed in: the file for each exercise, None where there is none."""

    id: str
    files: Mapping[str, Path | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One exercise of a job: its hidden tests, the file that was handed in, and the names of the checks to run.

    `allowed` is what students may use of all that is refused by default; `start_methods` are multiprocessing's that
    count, the usual one first; `defines` names what the stub defines, by which the program in a notebook is found.
    """

    slug: str
    module: str
    tests: str
    file: str
    checks: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    start_methods: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission with its exercises, as plain data that can travel to a judge.

    `seed` makes the judge's random inputs; `level` is that of the sandbox, which all parts share; `wall` the seconds
    for one request, if not the usual ones.
    """

    submission: str
    parts: tuple[Part, ...]
    seed: int
    level: str = "L0"
    wall: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """pytest-json-report's report of one part of a job, or None and the reason why there is none."""

    report: dict[str, Any] | None
    reason: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one check: `code` is None when it passed; `evidence` is plain data about the failure.

    `seconds` is the wall time that the check took.
    """

    check: str
    code: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """The code's family as a word; `passed` without a code."""
        return VERDICTS[self.code[0]] if self.code else "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One submission's result in one exercise; `outcomes` in the order of the exercise's checks.

    `seed` is the one that made the judge's random inputs, None where nothing was run.
    """

    exercise: Exercise
    outcomes: tuple[Outcome, ...]
    points: int
    seconds: float = 0.0
    seed: int | None = None

    @property
    def ungraded(self) -> bool:
        """Whether a fault of ours, not of the student's, stands in the way of a score."""
        return any(outcome.verdict == "fault" for outcome in self.outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All scores of one submission."""

    id: str
    scores: tuple[Score, ...]

    @property
    def points(self) -> int:
        """The points of all exercises together."""
        return sum(score.points for score in self.scores)

    @property
    def max_points(self) -> int:
        """What the exercises that were asked for are worth."""
        return sum(score.exercise.max_score for score in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorebook:
    """Every submission's result, and under which sandbox and seed it came about.

    `results` may be read more than once and need not be in memory: those of a class lie in its store. A book is
    not `trusted` if strangers' code ran without a sandbox. `notices` say what was found and is no submission.
    """

    results: Collection[Result]
    sandbox: Mapping[str, Any]
    seed: int
    trusted: bool = True
    notices: tuple[str, ...] = ()

    @property
    def hidden(self) -> int:
        """How many points hidden checks give that were not run here; more than 0 in a student's kit."""
        return sum(score.exercise.hidden for result in islice(self.results, 1) for score in result.scores)
