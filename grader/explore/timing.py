"""Virtual time: each thread has its own clock, which sleeping moves and which synchronisation carries over.

What a clock shows therefore follows from what happened before, and reading it is no shared access.
A sleep may end at any time relative to other threads, but a wait with a time-out fires only when nobody else can
go on, except those who sleep at least until then. A thread that only polls (it comes to the same sleep
or turn of a loop again, has changed nothing, and nothing it looked at has changed) goes on when
something has changed or when nobody else can go on: more turns could not tell it anything new.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import FrameType
from typing import Any

from grader.explore.operation import ACQUIRE, AWAIT, GRAB, RELEASE, SLEEP, Operation, dependent
from grader.explore.task import Task, here

EPOCH = 1_700_000_000.0
FOREVER = 1e18
PATIENCE = 100
TRIES = 3


@dataclass(slots=True)
class Visit:
    """What a thread had done and seen when it last came by."""

    events: int
    position: int
    values: list[Any]
    times: int


def monotonic() -> float:
    """Return the running thread's time in seconds; it also passes for someone who only looks at it."""
    task = here()
    if task is None:
        return 0.0
    task.looks += 1
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
        task.visits[site] = Visit(len(task.events), len(task.run.trace), [], 0)


def pause(task: Task, site: object, frame: FrameType, seconds: float, tries: int | None) -> None:
    """Sleep, and if nothing can be new after it, wait for news."""
    seen = task.visits.get(site)
    values = list(frame.f_locals.values())
    idle = seen is not None and only_looked(task, seen) and (same(values, seen.values) or patient(seen, tries))
    operation = Operation(SLEEP, deadline=task.now + seconds)
    if idle and seen is not None:
        news = watch(task, seen)
        if not news(operation):
            operation = Operation(AWAIT, ready=lambda: news(operation), deadline=task.now + seconds)
    if idle or tries is not None:
        task.run.step(task, operation)
    times = seen.times + 1 if seen is not None else 1
    task.visits[site] = Visit(len(task.events), len(task.run.trace), values, times)


def patient(seen: Visit, tries: int | None) -> bool:
    """Return whether so many sleeps told nothing that the next one must wait for news."""
    return tries is not None and seen.times >= tries


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
