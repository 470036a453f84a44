"""The grain of barriers: `wait` is to arrive and then to leave; `reset` and `abort` are one operation each.

CPython lets nobody arrive for the next round before everybody has left the last one. That order cannot be told from
any other: whoever leaves changes nothing else, unless somebody aborts the barrier, which stops also those that
have not yet left a full round. So a round is an object of its own; arrivals race with each other, departures
only with what stops them; whoever comes last has left with that. Whatever shows that a round has been left (that
the next one is full, was given up or reset, or has been seen to be waited for) settles it: no `abort` concerns
it any more.

A barrier with an action, which is the program's own code and runs while nobody else gets at the barrier, keeps
CPython's methods; so does one of a subclass, or of a program that names the barrier's own lock.
"""

# ruff: noqa: SLF001  (state of ours kept in CPython's objects)

import functools
from typing import Any

from grader.explore.grain import deadline, step
from grader.explore.operation import LAPSE, Kind, Operation
from grader.explore.task import Task, here

FILLING, FULL, RESET, BROKEN = 0, 1, -1, -2  # CPython's numbers
STOPS = frozenset({"give up", "abort", "reset"})
AFTER_ARRIVE = STOPS | {"arrive", "leave late", "timeout", "read"}
AFTER_STOP = AFTER_ARRIVE | {"leave", "turned away", "abort again"}
ARRIVE = Kind("arrive", changes=True, before=AFTER_ARRIVE)
TURNED_AWAY = Kind("turned away", before=frozenset({"reset"}))  # what an ARRIVE becomes at a broken barrier
LEAVE = Kind("leave", blocking=True, before=STOPS)
GIVE_UP = Kind("give up", changes=True, idle=True, before=AFTER_STOP)
LEAVE_LATE = Kind("leave late", before=STOPS | {"arrive"})  # what a GIVE_UP becomes after all: no longer FILLING
ABORT = Kind("abort", changes=True, idle=True, before=AFTER_STOP)
ABORT_AGAIN = Kind("abort again", before=frozenset({"reset"}))  # what an ABORT of a broken barrier becomes
START_ANEW = Kind("reset", changes=True, idle=True, before=AFTER_STOP)


class Round:
    """How it stands with those who meet once at a barrier, by which arrival it was full, and after how many stops."""

    __slots__ = ("filled", "state", "stops")

    def __init__(self) -> None:
        self.state = FILLING
        self.filled: Operation | None = None
        self.stops = 0


def coarsen_barrier(barrier: Any, broken: type[Exception]) -> None:
    """Make arriving, leaving, `reset` and `abort` happen at once; `broken` is raised in those who are stopped."""
    made, waiting = barrier.__init__, barrier.n_waiting

    @functools.wraps(made)
    def initialise(self: Any, parties: int, action: Any = None, timeout: float | None = None) -> None:
        made(self, parties, action, timeout)
        task = here()
        self._at_once = type(self) is barrier and action is None and task is not None and "Barrier" not in task.run.fine
        self._round, self._unsettled, self._stops = Round(), Round(), 0

    def wait(self: Any, timeout: float | None = None) -> int:
        index, met = arrive(self)
        last = index + 1 == self._parties  # who comes last has nothing to wait for, and is not stopped any more
        if met is None or not (last or leave(self, met, self._timeout if timeout is None else timeout)):
            raise broken
        return index

    def look(self: Any) -> int:
        if self._at_once and self._count:
            settle(self)
        return int(waiting.fget(self))

    barrier.__init__, barrier.n_waiting = initialise, property(look)
    for method in (wait, abort, reset):
        setattr(barrier, method.__name__, chosen(getattr(barrier, method.__name__), method))


def chosen(plain: Any, coarse: Any) -> Any:
    """Return a method that is coarse for barriers where nobody could tell."""

    @functools.wraps(plain)
    def method(self: Any, *arguments: Any, **named: Any) -> Any:
        return (coarse if self._at_once else plain)(self, *arguments, **named)

    return method


def arrive(barrier: Any) -> tuple[int, Round | None]:
    """Come to a barrier; return as which one and in which round, None if the barrier is broken."""
    place: tuple[int, Round | None] = 0, None

    def perform(event: Operation) -> None:
        nonlocal place
        if barrier._state == BROKEN:
            event.kind = TURNED_AWAY
            return
        place = barrier._count, barrier._round
        barrier._count += 1
        if barrier._count == barrier._parties:
            met = barrier._round
            met.state, met.filled, met.stops = FULL, event, barrier._stops
            begin(barrier, unsettled=met)

    step(here(), Operation(ARRIVE, barrier, perform=perform))
    return place


def leave(barrier: Any, met: Round, timeout: float | None) -> bool:
    """Wait until the round is full or stopped, and break it if that takes too long; return whether it was full."""
    task: Task | None = here()

    def perform(event: Operation) -> None:
        event.after = met.filled
        event.spare = barrier._stops > met.stops  # those that came later cannot have been waited for

    def give_up(event: Operation) -> None:
        if met.state != FILLING:
            event.kind = LEAVE_LATE
            return
        settle(barrier)
        stop(barrier)

    if timeout is None or timeout > 0:
        left = Operation(LEAVE, barrier, ready=lambda: met.state != FILLING, perform=perform)
        left.deadline = deadline(task, timeout)
        if step(task, left).kind is not LAPSE:
            return met.state == FULL
    step(task, Operation(GIVE_UP, barrier, perform=give_up))
    return met.state == FULL


def abort(barrier: Any) -> None:
    """Break the barrier."""

    def perform(event: Operation) -> None:
        if barrier._state == BROKEN:
            event.kind = ABORT_AGAIN
        else:
            stop(barrier)

    step(here(), Operation(ABORT, barrier, perform=perform))


def reset(barrier: Any) -> None:
    """Mend the barrier, and stop those who wait."""

    def perform(_: Operation) -> None:
        if barrier._count and barrier._state == FILLING:
            settle(barrier)
        halt(barrier, RESET)
        barrier._state = FILLING
        begin(barrier, unsettled=barrier._unsettled)

    step(here(), Operation(START_ANEW, barrier, perform=perform))


def begin(barrier: Any, unsettled: Round) -> None:
    """Let the next round begin, while `unsettled` may not have been left by all."""
    barrier._round, barrier._unsettled, barrier._count = Round(), unsettled, 0


def settle(barrier: Any) -> None:
    """Take it that the last full round has been left."""
    barrier._unsettled = Round()


def stop(barrier: Any) -> None:
    """Break the barrier, and stop all who have not left."""
    halt(barrier, BROKEN)
    barrier._state = barrier._unsettled.state = BROKEN


def halt(barrier: Any, state: int) -> None:
    """Count a stop, and end the round that is filling by it."""
    barrier._stops += 1
    if barrier._round.state == FILLING:
        barrier._round.state, barrier._round.stops = state, barrier._stops
