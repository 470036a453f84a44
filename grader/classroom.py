"""A whole class: only what has changed is graded, and every result is on the disk as soon as it is there."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from grader import grade, judging, keys, roster, store
from grader.cluster import client
from grader.errors import UsageError
from grader.model import Exercise, Result, Score, Scorebook, Submission
from grader.sandbox import levels
from grader.workers import Workers, workers

Tell = Callable[[str, Result | None], None]
"""Hears of every submission, by its id, as it comes; without a result if nothing of it has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What only a class has: the file for the results, the time that the run begins, and what its user has chosen.

    `seed` is None unless somebody asked for it: else all are asked what they were asked the last time. `each` has every
    submission judged by itself, although another one has the same file.
    """

    file: Path
    now: datetime
    seed: int | None = None
    unsandboxed: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """Who is there, what is asked of them, by slug the digest of each exercise, and the digest of the rest."""

    who: roster.Roster
    exercises: Sequence[Exercise]
    asked: dict[str, str]
    rest: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The exercises of one submission to be judged, the key of each result, and the scores that others have alike."""

    submission: Submission
    exercises: tuple[Exercise, ...]
    keys: dict[str, str]
    alike: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A check of one submission that was graded again and came out otherwise."""

    submission: str
    check: str
    before: str
    after: str


def run(plan: grade.Plan, exercises: Sequence[Exercise], choice: Choice, tell: Tell) -> Scorebook:
    """Grade the class in `plan.path` and return its book, which is read from the store."""
    level, trusted = safe(plan.sandbox, unsandboxed=choice.unsandboxed)
    whole = called(plan.path, exercises, level.level)
    asked = {whole.asked[exercise.slug]: exercise for exercise in exercises}
    with store.alone(choice.file), store.opened(choice.file) as kept, judges(plan) as (run_all, judge):
        seed = next(one for one in (choice.seed, kept.seed, plan.seed) if one is not None)
        book = Scorebook(results=(), sandbox=level.facts, seed=seed, trusted=trusted, notices=whole.who.notices)
        kept.begin(book, whole.who.ids, asked, choice.now)
        work = partial(graded, grade.Terms(seed, level.level), grade.keeping(plan, exercises, judge))
        stale = pieces(whole, kept, choice.seed, tell)
        fresh = stale if choice.each or plan.keep else (shared(piece, kept, seed) for piece in stale)
        for piece, result in run_all(work, fresh):
            kept.keep(result, piece.keys, {score.exercise.slug for score in piece.alike})
            tell(result.id, result)
    return store.read(choice.file)


def recheck(plan: grade.Plan, exercises: Sequence[Exercise], file: Path, share: float, tell: Tell) -> Iterator[Change]:
    """Grade a part of the results again by the seed of `plan` and give every check that came out otherwise.

    Only what is still as it was graded is taken; which, the seed decides. Nothing is written.
    """
    level = levels.find(plan.sandbox).level
    terms, chance = grade.Terms(plan.seed, level), random.Random(plan.seed)  # noqa: S311  (repeatable, not secret)
    whole = called(plan.path, exercises, level)
    with store.alone(file), store.opened(file) as kept, judges(plan) as (run_all, judge):
        every = pieces(whole, kept, plan.seed, lambda *_: None)
        sample = (current(piece, kept) for piece in every if chance.random() < share)
        for piece, result in run_all(partial(graded, terms, judge), (piece for piece in sample if piece.exercises)):
            tell(piece.submission.id, result)
            yield from changes(result, kept.codes(result.id))


def current(piece: Piece, kept: store.Store) -> Piece:
    """Return of a piece what is in the store as it would be graded now, but by another seed."""
    known = kept.keys(piece.submission.id)
    still = (one for one in piece.exercises if one.slug in known and known[one.slug][0] == piece.keys[one.slug])
    return replace(piece, exercises=tuple(still))


def changes(result: Result, before: dict[str, dict[str, str | None]]) -> Iterator[Change]:
    """Give the checks of a result that have other codes than `before`, by slug and check."""
    for score in result.scores:
        for outcome in score.outcomes:
            old = before[score.exercise.slug].get(outcome.check)
            if old != outcome.code:
                yield Change(
                    result.id, f"{score.exercise.slug}::{outcome.check}", old or "passed", outcome.code or "passed"
                )


def safe(wanted: str, *, unsandboxed: bool) -> tuple[levels.Sandbox, bool]:
    """Return the sandbox for strangers' code and whether it can be trusted; raises UsageError if that is refused."""
    level = levels.find(wanted)
    if level.level in levels.SAFE or unsandboxed:
        return level, level.level in levels.SAFE
    raise UsageError(
        f"a class is graded at sandbox level L2 or better, here works {level.level}; `grade doctor` says what helps, "
        "and --allow-unsandboxed grades all the same, with a report that is marked as not trusted"
    )


def called(folder: Path, exercises: Sequence[Exercise], level: str) -> Class:
    """Return the class in `folder`."""
    asked = {exercise.slug: keys.of_exercise(exercise) for exercise in exercises}
    return Class(roster.call(folder, exercises), exercises, asked, keys.of_run(level))


def pieces(whole: Class, kept: store.Store, seed: int | None, tell: Tell) -> Iterator[Piece]:
    """Give what has to be graded; `tell` hears of who needs nothing."""
    for submission in whole.who.submissions(whole.exercises):
        wanted = dict(keys.of_results(whole.rest, whole.asked, dict(submission.files)))
        known = kept.keys(submission.id)
        stale = tuple(one for one in whole.exercises if not same(known.get(one.slug), wanted[one.slug], seed))
        if stale:
            yield Piece(submission, stale, wanted)
        else:
            tell(submission.id, None)


def shared(piece: Piece, kept: store.Store, seed: int) -> Piece:
    """Return a piece without those exercises for which somebody has handed in the same file and has been judged.

    The same file would be judged the same again: so its key says, and so equal work has equal points.
    """
    found = {one.slug: kept.score(one, piece.keys[one.slug], seed) for one in piece.exercises}
    left = tuple(one for one in piece.exercises if found[one.slug] is None)
    return replace(piece, exercises=left, alike=tuple(score for score in found.values() if score))


def same(known: tuple[str, int | None] | None, key: str, seed: int | None) -> bool:
    """Whether a result that is `known` by its key and seed is the one that is wanted."""
    return known is not None and known[0] == key and (seed is None or known[1] in (None, seed))


@contextmanager
def judges(plan: grade.Plan) -> Iterator[tuple[Workers, grade.Judge]]:
    """Give a map, and what judges each of its jobs: a process of this machine, or a cluster."""
    if not plan.cluster:
        with workers(plan.jobs) as run_all:
            yield run_all, judging.run
        return
    with client.opened(plan.cluster, plan.course) as cluster, workers(cluster.jobs, cluster.close) as run_all:
        yield run_all, cluster.run


def graded(terms: grade.Terms, judge: grade.Judge, piece: Piece) -> Result:
    """Grade one piece."""
    result = grade.graded(piece.exercises, piece.submission, terms, judge)
    return replace(result, scores=(*piece.alike, *result.scores))
