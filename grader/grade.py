"""From a path to a scorebook in six steps: find, pair, run, read, score, show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader import judging, kept, notebook, outcomes, roster, score, submissions, watch
from grader.errors import UsageError
from grader.model import Exercise, Job, Outcome, Part, Raw, Result, Score, Scorebook, Submission
from grader.sandbox import levels
from grader.sitting import sitting
from grader.workers import workers

Judge = Callable[[Job], dict[str, Raw]]
"""Judges one submission, here or elsewhere, and returns the report of each of its exercises by slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to grade: a course, a path in or outside it, and which checks (`only`, a part of `slug::check`).

    `cluster` is the address of a Dask scheduler whose workers grade a class; empty: this machine does. `keep` is the
    folder for the reports of the judge's pytest, if they are to be kept.
    """

    course: Path
    path: Path
    only: str
    jobs: int
    seed: int
    sandbox: str = "auto"
    cluster: str = ""
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all submissions of a run: the seed of the judges' inputs, the level of the sandbox.

    `wall` is the seconds of wall time for one request, if not the usual ones.
    """

    seed: int
    level: str
    wall: float | None = None


def grade(plan: Plan, exercises: Sequence[Exercise], tell: Callable[[Score], None]) -> Scorebook:
    """Grade what `plan` names, of a course's `exercises`; `tell` hears of every score as it comes."""
    asked, submission = submissions.find(exercises, plan.path)
    return grade_one(plan, tuple(selected(asked, plan.only)), submission, tell)


def grade_one(
    plan: Plan, exercises: Sequence[Exercise], submission: Submission, tell: Callable[[Score], None]
) -> Scorebook:
    """Grade these exercises of one submission on all cores and return the scorebook."""
    found: dict[str, Score] = {}
    jobs = min(plan.jobs, len(exercises))
    with sitting(jobs) as judges, workers(jobs, judges.close) as run_all:
        sandbox = levels.find(plan.sandbox)  # while the judges get warm
        judge = keeping(plan, exercises, judges.run)
        one = partial(graded, submission=submission, terms=Terms(plan.seed, sandbox.level), judge=judge)
        for _, result in run_all(one, [(exercise,) for exercise in exercises]):  # an exercise each: on all cores
            for made in result.scores:
                found[made.exercise.slug] = made
                tell(made)
    scores = tuple(found[exercise.slug] for exercise in exercises)
    return Scorebook(results=(Result(id=submission.id, scores=scores),), sandbox=sandbox.facts, seed=plan.seed)


def class_of(plan: Plan, exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Return what is asked of the class in the folder `plan.path`; nothing if that is no class folder."""
    return tuple(selected(exercises, plan.only)) if roster.is_class(plan.path, exercises) else ()


def graded(exercises: Sequence[Exercise], submission: Submission, terms: Terms, judge: Judge = judging.run) -> Result:
    """Grade the exercises of one submission, but for those where there is nothing to run or no way to run it here."""
    parts = [part(one, file) for one in exercises if (file := submission.files.get(one.slug)) and not lacking(one)]
    job = Job(submission=submission.id, parts=tuple(parts), seed=terms.seed, level=terms.level, wall=terms.wall)
    raws = judge(job)
    scores = (scored(exercise, submission, raws.get(exercise.slug), terms) for exercise in exercises)
    return Result(id=submission.id, scores=tuple(scores))


def keeping(plan: Plan, exercises: Sequence[Exercise], judge: Judge) -> Judge:
    """Return a judge whose reports are kept, if the plan says so."""
    if plan.keep is None:
        return judge
    place = kept.folder(plan.keep)

    def judged(job: Job) -> dict[str, Raw]:
        raws = judge(job)
        kept.keep(place, job.submission, exercises, raws)
        return raws

    return judged


def scored(exercise: Exercise, submission: Submission, raw: Raw | None, terms: Terms) -> Score:
    """Return the score of one exercise, of which the judge has said `raw` if it was asked."""
    if raw is not None:
        return score.tally(exercise, outcomes.read(raw, exercise), raw.seconds, terms.seed)
    if submission.files.get(exercise.slug) is None:
        return score.tally(exercise, (Outcome(check=check.name, code="S701") for check in exercise.checks))
    return score.tally(exercise, outcomes.fault(exercise, "G904", lacking(exercise)))


def lacking(exercise: Exercise) -> str:
    """Return what this platform lacks of what an exercise needs; empty if it has it all."""
    return ", ".join(watch.lacking(exercise.needs))


def part(exercise: Exercise, file: Path) -> Part:
    """Return what a judge must know of an exercise and the file that was handed in for it."""
    return Part(
        slug=exercise.slug,
        module=exercise.module,
        tests=str(exercise.tests.absolute()),
        file=str(file.absolute()),
        checks=tuple(check.name for check in exercise.checks),
        allowed=exercise.allowed,
        start_methods=exercise.start_methods,
        defines=notebook.names(exercise.stub.read_text(encoding="utf-8", errors="replace")),  # students fill it in
    )


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
