"""The locks that everything else is built on, with the behaviour and the errors of CPython's own.

What they keep has names that end in two underscores, which no confined program may say (see `border`); and what is
done with it are functions, not methods, which a subclass could replace to be shown what is inside.
"""

import threading
from types import TracebackType
from typing import Any

from grader.explore.addresses import identify
from grader.explore.operation import ACQUIRE, ALL, GRAB, LAPSE, READ, REFUSED, RELEASE, Operation
from grader.explore.task import Task, here


class Lock:
    """A lock whose every acquire and release is an operation."""

    __slots__ = ("__weakref__", "owner__", "taken__")

    def __init__(self) -> None:
        self.owner__: Task | None = None
        self.taken__ = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  (CPython's signature)
        """Take the lock; return whether it was taken."""
        wait = waiting_time(blocking, timeout)
        task = here()
        if task is None:
            self.taken__ = True
            return True
        return take(self, task, wait)

    def release(self) -> None:
        """Give the lock back, whoever took it."""
        task = here()
        if task is None:
            self.taken__ = False
            return
        if task.run.step(task, Operation(RELEASE, self, perform=releasing)).kind is not RELEASE:
            raise RuntimeError("release unlocked lock")

    def locked(self) -> bool:
        """Return whether somebody has the lock."""
        task = here()
        if task is not None:
            task.run.step(task, Operation(READ, self))
        return self.taken__

    def _is_owned(self) -> bool:  # what threading.Condition asks; for a lock, "does anybody have it"
        return self.owner__ is here() or self.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __reduce__(self) -> str:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def __repr__(self) -> str:
        return f"<{'locked' if self.taken__ else 'unlocked'} _thread.lock object at {identify(self):#x}>"


class RLock(Lock):
    """A lock that its owner may take again; only the outermost acquire and release are operations."""

    __slots__ = ("count__",)

    def __init__(self) -> None:
        super().__init__()
        self.count__ = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  (CPython's signature)
        """Take the lock, or take it once more; return whether it was taken."""
        wait = waiting_time(blocking, timeout)
        task = here()
        if task is not None and (self.owner__ is not task or not self.taken__) and not take(self, task, wait):
            return False
        self.count__ += 1
        return True

    def release(self) -> None:
        """Undo one acquire."""
        task = here()
        if task is not None and (self.owner__ is not task or not self.count__):
            raise RuntimeError("cannot release un-acquired lock")
        self.count__ -= 1
        if not self.count__:
            super().release()

    @property
    def locked(self) -> Any:  # CPython has one since 3.14
        """No method of this lock."""
        raise AttributeError(f"{type(self).__name__!r} object has no attribute 'locked'")

    def _is_owned(self) -> bool:
        return self.taken__ and self.owner__ is here()

    def _release_save(self) -> int:
        if not self.count__:
            raise RuntimeError("cannot release un-acquired lock")
        count, self.count__ = self.count__, 0
        super().release()
        return count

    def _acquire_restore(self, count: int) -> None:
        super().acquire()
        self.count__ = count

    def _recursion_count(self) -> int:
        return self.count__ if self._is_owned() else 0

    def __repr__(self) -> str:
        owner = 0 if self.owner__ is None else self.owner__.thread.number__
        state = f"owner={owner} count={self.count__} at {identify(self):#x}"
        return f"<{'locked' if self.taken__ else 'unlocked'} _thread.RLock object {state}>"


class Waiter(Lock):
    """The lock by which a Condition lets one of its waiters sleep: nobody's property."""

    __slots__ = ()


Lock.__name__, RLock.__name__ = "_thread.lock", "_thread.RLock"  # as errors about their attributes show


def take(lock: Lock, task: Task, wait: float | None) -> bool:
    """Take a lock for `task`, waiting at most `wait` seconds (None: as long as it takes)."""
    if wait == 0:
        kind, ready, deadline = GRAB, None, None
    else:
        kind, ready, deadline = ACQUIRE, lambda: not lock.taken__, None if wait is None else task.now + wait
    return task.run.step(task, Operation(kind, lock, ALL, ready, taking, deadline)).kind is kind


def taking(event: Operation) -> None:
    """Carry out an acquire."""
    if event.kind is LAPSE:
        return
    lock: Any = event.target
    if lock.taken__:
        event.kind = REFUSED
        return
    lock.taken__ = True
    lock.owner__ = event.task
    event.task.holding.append(lock)


def releasing(event: Operation) -> None:
    """Carry out a release."""
    lock: Any = event.target
    if not lock.taken__:
        event.kind = READ
        return
    if lock.owner__ and lock in lock.owner__.holding:
        lock.owner__.holding.remove(lock)
    lock.taken__ = False
    lock.owner__ = None


def waiting_time(blocking: bool, timeout: float) -> float | None:  # noqa: FBT001  (CPython's arguments as they come)
    """Return how long an acquire may wait, None for ever; a lock of CPython's own says what is wrong with them."""
    if timeout == -1:
        return None if blocking else 0
    threading.Lock().acquire(blocking, timeout)
    return timeout
