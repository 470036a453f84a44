"""The explorer's front door: search, gather outcomes, and give each its shortest schedule and its story."""

import contextlib
import gc
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass

from grader.explore.dpor import Dpor
from grader.explore.execution import Ending, Executor
from grader.explore.model import Budget, Outcome, Program, Table
from grader.explore.run import Run
from grader.explore.schedule import Follow, Replay, decode, encode
from grader.explore.story import Teller

from grader.explore.sentinel import audible

KEPT = 20
COLLECT = 500
ENDLESS = 3


class Nowhere(io.StringIO):
    """Swallows text: thousands of executions must not fill the memory either."""

    def write(self, text: str, /) -> int:
        """Forget `text`."""
        return len(text)


@dataclass(slots=True)
class Seen:
    """An outcome so far: how often, since when, and by which schedule with the fewest switches."""

    ending: Ending
    first: int
    slots: list[int]
    switches: int
    executions: int = 1


def explore(program: Program, *, budget: Budget = Budget(), seed: int = 0) -> Table:  # noqa: B008  (a frozen value)
    """Run `program` under every interleaving that differs, as far as the budget goes."""
    began = time.perf_counter()
    with quiet():
        executor = Executor(program, budget.steps, seed)
        seen: dict[object, Seen] = {}
        search = Dpor()
        executions, more, endless = 0, True, 0
        while more and executions < budget.executions and endless < ENDLESS:
            if budget.seconds is not None and time.perf_counter() - began > budget.seconds:
                break
            run, ending = executor.execute(search)
            if run.stopped != "redundant":
                gather(seen, run, ending, executions)
            endless += ending.kind in ("limit", "unseen", "nondeterministic")
            executions += 1
            if executions % COLLECT == 0:
                gc.collect()
            more = search.next(run)
        outcomes = tuple(outcome(executor, one) for one in list(seen.values())[:KEPT])
    ended = "complete" if not more else "budget spent"
    if len(seen) > KEPT:
        ended += f", {len(seen) - KEPT} more outcomes not kept"
    return Table(
        outcomes=outcomes,
        executions=executions,
        complete=not more and not endless,
        search=f"dpor: {ended}",
        seconds=time.perf_counter() - began,
    )


def replay(program: Program, token: str, *, seed: int = 0) -> Outcome:
    """Run `program` once under the schedule that `token` names."""
    with quiet():
        executor = Executor(program, Budget().steps, seed)
        return told(executor, token, executions=1, first=0)


def gather(seen: dict[object, Seen], run: Run, ending: Ending, index: int) -> None:
    """Count an execution with its outcome."""
    key = key_of(ending)
    slots = [event.task.slot for event in run.trace]
    switches = sum(one != other for one, other in zip(slots, slots[1:], strict=False))
    one = seen.get(key)
    if one is None:
        seen[key] = Seen(ending, index, slots, switches)
        return
    one.executions += 1
    if switches < one.switches:
        one.slots, one.switches = slots, switches


def outcome(executor: Executor, seen: Seen) -> Outcome:
    """Return the outcome with token and story: its schedule is run once more."""
    follow = Follow(seen.slots)
    executor.execute(follow)
    return told(executor, encode(follow.deviations), executions=seen.executions, first=seen.first)


def told(executor: Executor, token: str, *, executions: int, first: int) -> Outcome:
    """Replay a token and tell its story."""
    teller = Teller(executor.program.sources)
    _, ending = executor.execute(Replay(decode(token)), teller)
    return Outcome(
        kind=ending.kind,
        value=ending.value,
        error=ending.error,
        uncaught=tuple(ending.uncaught),
        waits=ending.waits,
        left=ending.left,
        executions=executions,
        first=first,
        schedule=token,
        story=teller.steps(),
    )


def key_of(ending: Ending) -> object:
    """Return by what outcomes are told apart."""
    error = ending.error and (ending.error.type, ending.error.message)
    uncaught = tuple((one.type, one.message, one.thread) for one in ending.uncaught)
    shape = tuple((wait.thread, wait.line, wait.wants, wait.held_by, wait.holds) for wait in ending.waits)
    return (ending.kind, canonical(ending.value), error, uncaught, ending.left, shape)


def canonical(value: object) -> object:
    """Return something hashable that is equal exactly for equal plain data of equal types."""
    if isinstance(value, dict):
        return (dict, tuple(sorted(((repr(key), canonical(part)) for key, part in value.items()), key=repr)))
    if isinstance(value, (list, tuple)):
        return (type(value), tuple(map(canonical, value)))
    return (type(value), repr(value))


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Swallow what the program prints, and collect garbage only between executions."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        with audible(), contextlib.redirect_stdout(Nowhere()), contextlib.redirect_stderr(Nowhere()):
            yield
    finally:
        if enabled:
            gc.enable()
