"""Virtual time: each thread has its own clock, which sleeping moves and which synchronisation carries over.

What a clock shows therefore follows from what happened before, and reading it is no shared access.
A sleep may end at any time relative to other threads, but a wait with a time-out fires only when nobody else can
go on, except those who sleep at least until then; from that moment on, all whose time is over may go on.
A thread that only polls (it comes to the same sleep or turn of a loop again, has changed nothing, and nothing it
looked at has changed) goes on when something has changed or when nobody else can go on, now or after a while: more
turns could not tell it anything new. If all who are left only poll like that, the execution has met its limit.
Where turns could tell it something, because it counts them or looks at the clock, some are tried; if that holds it
back from giving up earlier, the run says so, and a search over such runs proves nothing.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import FrameType
from typing import Any

from grader.explore.operation import ACQUIRE, AWAIT, GRAB, RELEASE, SLEEP, Operation, dependent
from grader.explore.run import NEVER
from grader.explore.task import Task, here

EPOCH = 1_700_000_000.0
FOREVER = 1e18
PATIENCE = 100
BARREN = 1000
"""After so many turns in which everybody only polls, and nothing has changed, nothing ever will."""
TRIES = 12
"""How many sleeps that told nothing are tried before the next one waits for news, if it is not the same again."""


@dataclass(slots=True)
class Visit:
    """What a thread had done and seen when it last came by."""

    events: int
    position: int
    values: list[Any]
    times: int
    glances: int
    turns: int


def monotonic() -> float:
    """Return the running thread's time in seconds; it also passes for someone who only looks at it."""
    task = here()
    if task is None:
        return 0.0
    task.looks += 1
    task.glances += 1
    if task.looks > PATIENCE:
        task.run.advance(task, task.now + 0.01)
    return task.now


def wall() -> float:
    """Return virtual seconds since 1970."""
    return EPOCH + monotonic()


def sleep(seconds: float, /) -> None:
    """Let `seconds` of the thread's own time pass; others may do anything meanwhile, or nothing."""
    if not 0 <= seconds < FOREVER:
        time.sleep(seconds)  # which raises, and says why
    task = here()
    if task is None:
        return
    task.looks = 0
    task.run.tick()
    if task.run.watching:
        frame = sys._getframe(1)  # noqa: SLF001  (the only way to ask where one is)
        pause(task, (frame.f_code, frame.f_lasti), frame, seconds, TRIES)
    if seconds:
        task.run.advance(task, task.now + seconds)


def turn(task: Task, site: object, frame: FrameType) -> None:
    """Take note of a turn of a `while` loop."""
    seen = task.visits.get(site)
    if seen is not None and len(task.events) > seen.events and only_looked(task, seen):
        pause(task, site, frame, 0.0, None)
    else:
        task.run.barren = 0
        task.visits[site] = Visit(len(task.events), len(task.run.trace), [], 0, task.glances, 0)


def pause(task: Task, site: object, frame: FrameType, seconds: float, tries: int | None) -> None:
    """Sleep, and if nothing can be new after it, wait for news."""
    seen = task.visits.get(site)
    turns = 0 if tries is None else task.turns  # a `while` loop may well have others inside
    visit = Visit(0, 0, state(frame), 1 if seen is None else seen.times + 1, task.glances, turns)
    operation = Operation(SLEEP, deadline=task.now + seconds)
    began, counts = len(task.run.trace), seen is not None and moved(task, seen, visit)
    patient = seen is not None and not counts and visit.glances == seen.glances
    if idle := seen is not None and only_looked(task, seen) and settled(task, seen, visit, tries, counts=counts):
        news = watch(task, seen)
        if not news(operation):
            until = NEVER + task.run.barren if patient else task.now + seconds  # the patient take turns
            operation = Operation(AWAIT, ready=lambda: news(operation), deadline=until)
    if idle or tries is not None:
        task.run.step(task, operation)
    in_vain = idle and patient and operation.after is None
    task.run.barren = task.run.barren + 1 if in_vain else 0
    if task.run.barren > BARREN:
        task.run.stop("limit")
    if operation.kind is AWAIT and not patient:
        task.run.held_back |= held_back(task, began, counts=counts)
    visit.events, visit.position = len(task.events), len(task.run.trace)
    task.visits[site] = visit


def moved(task: Task, seen: Visit, visit: Visit) -> bool:
    """Return whether the thread itself can tell the two visits apart, without looking at the clock."""
    if not same(visit.values, seen.values) or visit.turns != seen.turns:
        return True
    return any(
        isinstance(event.target, Iterator) and begun(task, event.target) <= seen.events
        for event in islice(task.events, seen.events, None)
    )


def begun(task: Task, iterator: Iterator[Any]) -> int:
    """Return which of the thread's events was the first that had to do with an iterator."""
    return task.run.history.catch_up().lanes[id(iterator)][task.slot][0].index


def settled(task: Task, seen: Visit, visit: Visit, tries: int | None, *, counts: bool) -> bool:
    """Return whether the next turn must wait for news: it would be the same again, or there were enough like it."""
    clocked = visit.glances != seen.glances
    if not (counts or clocked):
        return True
    since = [event.kind for event in islice(task.events, seen.events, None)]
    if tries is None:
        return not (counts or SLEEP in since)  # else it is left to the sleep
    return seen.times >= (PATIENCE if all(kind is SLEEP for kind in since) else tries)


def held_back(task: Task, began: int, *, counts: bool) -> bool:
    """Return whether a wait for news, which began at a position of the trace, kept a thread from giving up earlier.

    One that only looked at the clock gives up, as a wait with a time-out does, only beside others who sleep.
    """
    meanwhile = task.run.trace[began:-1]
    pending = [other.pending for other in task.run.tasks if other is not task and other.pending is not None]
    return bool(meanwhile) if counts else any(event.kind is SLEEP for event in (*meanwhile, *pending))


def state(frame: FrameType | None) -> list[Any]:
    """Return what the program's local variables hold, in the function that sleeps and in all that have called it."""
    values: list[Any] = []
    while frame is not None:
        if not frame.f_globals.get("__name__", "").startswith("grader."):
            values += frame.f_locals.values()
        frame = frame.f_back
    return values


def same(values: list[Any], others: list[Any]) -> bool:
    """Return whether these are the very same objects."""
    return len(values) == len(others) and all(one is other for one, other in zip(values, others, strict=True))


def only_looked(task: Task, seen: Visit) -> bool:
    """Return whether the thread has changed nothing since."""
    return all(harmless(task, event) for event in islice(task.events, seen.events, None))


def harmless(task: Task, event: Operation) -> bool:
    """Return whether an event is no progress: a look, a lock taken or returned, a step of an iterator of its own."""
    if not event.kind.changes or event.kind in (ACQUIRE, GRAB, RELEASE):
        return True
    return isinstance(event.target, Iterator) and task.run.history.catch_up().threads(event.target) == 1


def watch(task: Task, seen: Visit) -> Callable[[Operation], bool]:
    """Return a function that tells whether another thread has changed what `task` looked at since."""
    looked = task.events[seen.events :]
    plain = [event for event in looked if event.kind not in (ACQUIRE, GRAB, RELEASE)]
    looked = plain or looked
    trace = task.run.trace
    next_one = seen.position

    def news(operation: Operation) -> bool:
        nonlocal next_one
        while operation.after is None and next_one < len(trace):
            event = trace[next_one]
            next_one += 1
            if event.task is not task and event.kind.changes and any(dependent(event, old) for old in looked):
                operation.after = event
        return operation.after is not None

    return news
