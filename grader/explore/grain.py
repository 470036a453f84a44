"""The grain of the search: methods of the library that happen at once, and what their order can matter to.

CPython builds semaphores, events and queues from a lock and a condition; at that grain the search would try
every order of critical sections that commute. Here such a method is one operation whose kind says with
what it commutes; then CPython's own body runs, unobserved, and cannot wait any more.

* Semaphore: releases commute. An acquire can overtake a release only when a permit is left without it; but a release
  that comes later could have come instead of the one that it needed.
* Event: only a `set` that changes the flag matters to `wait`, and no `wait` can overtake it.
"""

# ruff: noqa: SLF001, FBT001, FBT002, FBT003  (CPython's signatures, and state of ours kept in its objects)

import functools
from collections.abc import Callable
from typing import Any

from grader.explore.operation import JOIN, READ, SET, WRITE, Kind, Operation
from grader.explore.task import Task, here

TAKES = frozenset({"take", "try", "miss", "timeout", "read"})
GIVE = Kind("give", changes=True, idle=True, before=TAKES)
GIVE_BOUNDED = Kind("give", changes=True, idle=True, before=TAKES | {"give", "over"})
TAKE = Kind("take", changes=True, blocking=True, before=TAKES | {"give"})
TAKE_BOUNDED = Kind("take", changes=True, blocking=True, before=TAKES | {"give", "over"})
TRY = Kind("try", changes=True, before=TAKES | {"give", "over"})  # may become MISS
OVER = Kind("over", before=frozenset({"take", "try"}))  # what a bounded GIVE becomes that is one too many
MISS = Kind("miss", idle=True, before=frozenset({"give"}))

GUARDS = {
    "_value": (), "_flag": (),
    "queue": ("mutex",), "unfinished_tasks": ("mutex",), "is_shutdown": ("mutex",),
    "n_waiting": ("_cond",), "broken": ("_cond",),
    "_state": ("_condition", "_cond"),
}  # fmt: skip
"""What programs look at inside the library's objects, and how these call the lock that those who change it hold:
nothing for objects whose methods happen at once."""


def guard(thing: Any, name: str) -> Any:
    """Return what a look at a variable in `GUARDS` must be an operation on."""
    locks = () if getattr(thing, "_at_once", False) else GUARDS[name]
    inner = next((getattr(thing, lock) for lock in locks if hasattr(thing, lock)), thing)
    return getattr(inner, "_lock", inner)


def unseen(task: Task | None, method: Callable[..., Any], *arguments: Any) -> Any:
    """Run the library's own body of a method without operations of its own."""
    if task is None:
        return method(*arguments)
    task.quiet += 1
    try:
        return method(*arguments)
    finally:
        task.quiet -= 1


def step(task: Task | None, operation: Operation) -> Operation:
    """Let the operation happen, if anybody could notice."""
    return operation if task is None else task.run.step(task, operation)


def deadline(task: Task | None, timeout: float | None) -> float | None:
    """Return when a wait is over."""
    return None if timeout is None or task is None else task.now + max(timeout, 0)


# -- semaphores


def coarsen_semaphore(semaphore: Any, bounded: Any) -> None:
    """Make acquire and release of both classes happen at once."""
    semaphore.acquire = semaphore.__enter__ = acquire_method(semaphore.acquire)
    semaphore.release = release_method(semaphore.release, GIVE)
    bounded.release = release_method(bounded.release, GIVE_BOUNDED)
    bounded.acquire = bounded.__enter__ = semaphore.acquire
    bounded._bounded = True


def acquire_method(original: Any) -> Any:
    """Return `Semaphore.acquire` as one operation."""

    @functools.wraps(original)
    def acquire(self: Any, blocking: bool = True, timeout: float | None = None) -> bool:
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        task = here()
        wait = blocking and (timeout is None or timeout > 0)

        def perform(event: Operation) -> None:
            if not wait:
                event.kind = TRY if self._value else MISS
            event.spare = self._value > 1

        kind = TRY if not wait else TAKE_BOUNDED if hasattr(self, "_bounded") else TAKE
        ready = (lambda: self._value > 0) if wait else None
        until = deadline(task, timeout) if wait else None
        step(task, Operation(kind, self, ready=ready, perform=perform, deadline=until))
        return bool(unseen(task, original, self, False))

    return acquire


def release_method(original: Any, kind: Kind) -> Any:
    """Return `release` as one operation."""

    @functools.wraps(original)
    def release(self: Any, n: int = 1) -> None:
        if n < 1:
            raise ValueError("n must be one or more")
        task = here()

        def perform(event: Operation) -> None:
            if kind is GIVE_BOUNDED and self._value + n > self._initial_value:
                event.kind = OVER

        step(task, Operation(kind, self, perform=perform))
        unseen(task, original, self, n)

    return release


# -- events


def coarsen_event(event: Any) -> None:
    """Make the methods of an Event happen at once."""
    original = event.set, event.clear

    def change(which: int) -> Any:
        @functools.wraps(original[which])
        def method(self: Any) -> None:
            def perform(operation: Operation) -> None:
                if self._flag is (which == 0):
                    operation.kind = READ

            task = here()
            step(task, Operation((SET, WRITE)[which], self, perform=perform))
            unseen(task, original[which], self)

        return method

    def is_set(self: Any) -> bool:
        step(here(), Operation(READ, self))
        return bool(self._flag)

    def wait(self: Any, timeout: float | None = None) -> bool:
        task = here()
        if timeout is not None and timeout <= 0:
            return bool(self.is_set())
        step(task, Operation(JOIN, self, ready=lambda: bool(self._flag), deadline=deadline(task, timeout)))
        return bool(self._flag)

    event.set, event.clear, event.is_set, event.wait = change(0), change(1), is_set, wait
