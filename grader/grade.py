"""From a path to a scorebook in six steps: find, pair, run, read, score, show."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from grader import catalog, judging, notebook, outcomes, score, submissions, watch
from grader.errors import UsageError
from grader.model import Exercise, Job, Outcome, Result, Score, Scorebook, Submission
from grader.sandbox import levels

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to grade: a course, a path in or outside it, and which checks (`only`, a part of `slug::check`)."""

    course: Path
    path: Path
    only: str
    jobs: int
    seed: int
    sandbox: str = "auto"


def grade(plan: Plan, tell: Callable[[Score], None]) -> Scorebook:
    """Grade what `plan` names and return the scorebook; `tell` hears of every score as it comes."""
    exercises = catalog.load(plan.course)
    exercises, submission = submissions.find(exercises, plan.path)
    exercises = tuple(selected(exercises, plan.only))
    sandbox = levels.find(plan.sandbox)
    with workers(plan.jobs) as run_all:
        scores = tuple(scored(exercises, submission, Terms(plan.seed, sandbox.level), run_all, tell))
    result = Result(id=submission.id, scores=scores)
    return Scorebook(results=(result,), sandbox=sandbox.facts, seed=plan.seed)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all submissions of a run: the seed of the judges' inputs, the level of the sandbox.

    `wall` is the seconds of wall time for one request, if not the usual ones.
    """

    seed: int
    level: str
    wall: float | None = None


class Workers(Protocol):
    """An ordered map that does several things at once."""

    def __call__(self, work: Callable[[Item], Score], items: Sequence[Item], /) -> Iterator[Score]:
        """Give `work(item)` for every item, in order."""


def scored(
    exercises: Sequence[Exercise],
    submission: Submission,
    terms: Terms,
    run_all: Workers,
    tell: Callable[[Score], None],
) -> Iterator[Score]:
    """Give the score of every exercise, in their order."""

    def one(exercise: Exercise) -> Score:
        return graded(exercise, submission, terms)

    for found in run_all(one, exercises):
        tell(found)
        yield found


def graded(exercise: Exercise, submission: Submission, terms: Terms) -> Score:
    """Grade one exercise of one submission, unless there is nothing to run or no way to run it here."""
    file = submission.files.get(exercise.slug)
    if file is None:
        return score.tally(exercise, (Outcome(check=check.name, code="S701") for check in exercise.checks))
    if lacking := watch.lacking(exercise.needs):
        return score.tally(exercise, outcomes.fault(exercise, "G904", ", ".join(lacking)))
    job = Job(
        submission=submission.id,
        slug=exercise.slug,
        module=exercise.module,
        tests=str(exercise.tests.absolute()),
        file=str(file.absolute()),
        checks=tuple(check.name for check in exercise.checks),
        seed=terms.seed,
        level=terms.level,
        allowed=exercise.allowed,
        wall=terms.wall,
        defines=notebook.names(exercise.stub.read_text(encoding="utf-8")),
    )
    raw = judging.run(job)
    return score.tally(exercise, outcomes.read(raw, exercise), raw.seconds)


def selected(exercises: Sequence[Exercise], only: str) -> Iterator[Exercise]:
    """Give the exercises with those checks whose `slug::check` contains `only`; all of them if it is empty."""
    found = False
    for exercise in exercises:
        checks = tuple(check for check in exercise.checks if only.lower() in f"{exercise.slug}::{check.name}".lower())
        if checks:
            found = True
            yield replace(exercise, checks=checks)
    if not found:
        raise UsageError(f"-k {only!r} matches no exercise and no check; try a part of a name, like -k lock")


@contextmanager
def workers(jobs: int) -> Iterator[Workers]:
    """Give an ordered map over `jobs` threads, each of which waits for one judge; leave no process behind."""
    watch.adopt_orphans()
    pool = ThreadPoolExecutor(jobs)
    try:
        yield pool.map
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        judging.close()
        watch.end_children()
        pool.shutdown()
