"""The explorer's front door: search, gather outcomes, and give each its shortest schedule and its story.

First the reduction, which proves; if the budget ends it, depth-first search with few preemptions and then random
walks, which find what lies far from where the reduction had got to.
"""

import contextlib
import gc
import io
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Literal, Protocol

from grader.explore.bounded import Bounded
from grader.explore.dpor import Dpor
from grader.explore.execution import Ending, Executor
from grader.explore.gathering import TRIED, Gathering, Seen, key_of
from grader.explore.model import Budget, Outcome, Program, Step, Table
from grader.explore.run import Run, Strategy
from grader.explore.schedule import Follow, Replay, decode, encode
from grader.explore.sentinel import audible
from grader.explore.story import Teller
from grader.explore.walk import Selective

KEPT = 20
COLLECT = 500
SHORTENING = 60
HELD_BACK = "polling held back"
"""How a search ends that went everywhere, but where a thread that polls did not always try as long as it could have."""
GIVEN_UP = ("unseen", "forbidden")
Stories = Literal["all", "doubtful", "none"]
"""Of all outcomes, of all unless there is but one and it came without any trouble, or of none."""
ENDLESS = 3
"""After so many executions without an end the search gives up: each costs a whole budget of steps."""


class Search(Strategy, Protocol):
    """A strategy that goes through executions one after another."""

    @property
    def proves(self) -> bool:
        """Whether every interleaving that differs has been visited once none is left."""

    def next(self, run: Run) -> bool:
        """Learn from an execution and prepare the next one; False when there is none left."""


class Nowhere(io.StringIO):
    """Swallows text: thousands of executions must not fill the memory either."""

    def write(self, text: str, /) -> int:
        """Forget `text`."""
        return len(text)


def explore(
    program: Program,
    *,
    budget: Budget = Budget(),  # noqa: B008  (a frozen value)
    seed: int = 0,
    search: str = "dpor",
    stories: Stories = "all",
) -> Table:
    """Run `program` under every interleaving that differs, as far as the budget goes.

    `search` is one of SEARCHES: `dpor` proves with the fewest executions and, where the budget ends it, goes on with
    few preemptions and random walks; `dfs` allows more and more preemptions; `random` only walks at random (by SURW,
    see walk.py) and proves nothing. The table's `search` names each search that ran, and how it ended. Schedule and
    story of an outcome cost two more executions; `stories` says which outcomes have them.
    """
    began = time.perf_counter()
    until = None if budget.seconds is None else began + budget.seconds
    with quiet():
        executor = Executor(program, budget.steps, seed)
        gathering = Gathering()
        endings = []
        for name, way, share in SEARCHES[search](seed):
            part = replace(budget, executions=int(budget.executions * share), total=int(budget.total * share))
            ended = exhaust(executor, way, gathering, part, until)
            endings.append(f"{name}: {ended}")
            if ended in ("complete", "given up", HELD_BACK):
                break
        tell = stories == "all" or (stories == "doubtful" and gathering.doubtful)
        if tell and len(gathering.seen) > 1 and gathering.executions > TRIED:
            shorten(executor, gathering, until)
        kept = list(gathering.seen.values())[:KEPT]
        outcomes = tuple(outcome(executor, one) if tell else untold(one) for one in kept)
    lost = len(gathering.seen) - KEPT
    return Table(
        outcomes=outcomes,
        executions=gathering.executions,
        complete=ended == "complete",
        search="; ".join(endings) + (f"; {lost} more outcomes not kept" if lost > 0 else ""),
        seconds=time.perf_counter() - began,
    )


def replay(program: Program, token: str, *, seed: int = 0) -> Outcome:
    """Run `program` once under the schedule that `token` names; raises ValueError if it is no schedule."""
    decode(token)
    with quiet():
        return told(Executor(program, Budget().steps, seed), token, executions=1, first=0)


def reduced(seed: int) -> Iterator[tuple[str, Search, float]]:
    """Return the searches in order, and up to which share of the budget each may go."""
    yield "dpor", Dpor(), 0.7
    yield "dfs 1", Bounded(1), 0.8
    yield "dfs 2", Bounded(2), 0.9
    yield from walked(seed)


def deepened(_seed: int) -> Iterator[tuple[str, Search, float]]:
    """Return depth-first searches with more and more preemptions."""
    for bound, share in ((0, 0.2), (1, 0.4), (2, 0.6)):
        yield f"dfs {bound}", Bounded(bound), share
    yield "dfs", Bounded(None), 1.0


def walked(seed: int) -> Iterator[tuple[str, Search, float]]:
    """Return random walks."""
    yield "surw", Selective(Random(seed)), 1.0  # noqa: S311  (repeatable is what it must be)


SEARCHES = {"dpor": reduced, "dfs": deepened, "random": walked}


def exhaust(executor: Executor, search: Search, gathering: Gathering, part: Budget, until: float | None) -> str:
    """Execute until the search or `part`, its share of the budget, ends; return which."""
    endless = 0
    while gathering.within(part) and (until is None or time.perf_counter() < until):
        run, ending = executor.execute(search)
        gathering.add(run, ending)
        endless += 1 if ending.kind in ("limit", "nondeterministic") else ENDLESS if ending.kind in GIVEN_UP else 0
        more = search.next(run)
        executor.dispose(run)
        if gathering.executions % COLLECT == 0:
            gc.collect()
        if endless >= ENDLESS or (endless and not more):
            return "given up"
        if not more:
            return (HELD_BACK if gathering.held_back else "complete") if search.proves else "exhausted"
    return "budget spent"


def shorten(executor: Executor, gathering: Gathering, until: float | None) -> None:
    """Look among schedules with few preemptions for shorter ways to the outcomes that are known."""
    for bound in (1, 2):
        search, left, more = Bounded(bound), SHORTENING, True
        while more and left and (until is None or time.perf_counter() < until):
            run, ending = executor.execute(search)
            gathering.improve(run, ending)
            more, left = search.next(run), left - 1
            executor.dispose(run)


def outcome(executor: Executor, seen: Seen) -> Outcome:
    """Return the outcome with token and story, by running its schedule again."""
    seen.compare()
    for order in (seen.order or [], seen.own):
        follow = Follow(order)
        run, ending = executor.execute(follow)
        executor.dispose(run)
        if key_of(ending) == key_of(seen.ending):
            break
    return told(executor, encode(follow.deviations), executions=seen.executions, first=seen.first)


def told(executor: Executor, token: str, *, executions: int, first: int) -> Outcome:
    """Replay a token and tell its story."""
    teller, schedule = Teller(executor.program.sources), Replay(decode(token))
    run, ending = executor.execute(schedule, teller)
    story = teller.steps()
    executor.dispose(run)
    kind = "nondeterministic" if schedule.left else ending.kind
    return ended_so(replace(ending, kind=kind), executions, first, token, story)


def untold(seen: Seen) -> Outcome:
    """Return the outcome without a schedule and without a story."""
    return ended_so(seen.ending, seen.executions, seen.first, "", ())


def ended_so(ending: Ending, executions: int, first: int, schedule: str, story: tuple[Step, ...]) -> Outcome:
    """Return an ending as an outcome."""
    return Outcome(
        kind=ending.kind,
        value=ending.value,
        error=ending.error,
        uncaught=tuple(ending.uncaught),
        waits=ending.waits,
        left=ending.left,
        executions=executions,
        first=first,
        schedule=schedule,
        story=story,
    )


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Swallow what the program prints, hear real threads, and collect garbage only between executions."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    reporter, sys.unraisablehook = sys.unraisablehook, lambda _: None  # of finalisers in abandoned threads
    try:
        with audible(), contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere()):
            yield
    finally:
        sys.unraisablehook = reporter
        gc.unfreeze()
        if enabled:
            gc.enable()
