"""The locks that everything else is built on, with the behaviour and the errors of CPython's own."""

import threading
from types import TracebackType
from typing import Any

from grader.explore.operation import ACQUIRE, GRAB, LAPSE, READ, REFUSED, RELEASE, Operation
from grader.explore.task import Task, here


class Lock:
    """A lock whose every acquire and release is an operation."""

    __slots__ = ("__weakref__", "owner", "taken")

    def __init__(self) -> None:
        self.owner: Task | None = None
        self.taken = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  (CPython's signature)
        """Take the lock; return whether it was taken."""
        wait = waiting_time(blocking, timeout)
        task = here()
        if task is None:
            self.taken = True
            return True
        return self.take(task, wait)

    def take(self, task: Task, wait: float | None) -> bool:
        """Take the lock for `task`, waiting at most `wait` seconds (None: as long as it takes)."""
        if wait == 0:
            kind, ready, deadline = GRAB, None, None
        else:
            kind, ready, deadline = ACQUIRE, self.free, None if wait is None else task.now + wait
        event = task.run.step(task, Operation(kind, self, ready=ready, perform=self.taking, deadline=deadline))
        return event.kind is kind

    def free(self) -> bool:
        """Return whether nobody has the lock."""
        return not self.taken

    def taking(self, event: Operation) -> None:
        """Carry out an acquire."""
        if event.kind is LAPSE:
            return
        if self.taken:
            event.kind = REFUSED
            return
        self.taken = True
        self.owner = event.task
        event.task.holding.append(self)

    def release(self) -> None:
        """Give the lock back, whoever took it."""
        task = here()
        if task is None:
            self.taken = False
            return
        if task.run.step(task, Operation(RELEASE, self, perform=self.releasing)).kind is not RELEASE:
            raise RuntimeError("release unlocked lock")

    def releasing(self, event: Operation) -> None:
        """Carry out a release."""
        if not self.taken:
            event.kind = READ
            return
        if self.owner and self in self.owner.holding:
            self.owner.holding.remove(self)
        self.taken = False
        self.owner = None

    def locked(self) -> bool:
        """Return whether somebody has the lock."""
        task = here()
        if task is not None:
            task.run.step(task, Operation(READ, self))
        return self.taken

    def _is_owned(self) -> bool:  # what threading.Condition asks; for a lock, "does anybody have it"
        return self.owner is here() or self.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __reduce__(self) -> str:
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def __repr__(self) -> str:
        return f"<{'locked' if self.taken else 'unlocked'} _thread.lock object>"


class RLock(Lock):
    """A lock that its owner may take again; only the outermost acquire and release are operations."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002  (CPython's signature)
        """Take the lock, or take it once more; return whether it was taken."""
        wait = waiting_time(blocking, timeout)
        task = here()
        if task is not None and (self.owner is not task or not self.taken) and not self.take(task, wait):
            return False
        self.count += 1
        return True

    def release(self) -> None:
        """Undo one acquire."""
        task = here()
        if task is not None and (self.owner is not task or not self.count):
            raise RuntimeError("cannot release un-acquired lock")
        self.count -= 1
        if not self.count:
            super().release()

    @property
    def locked(self) -> Any:  # CPython has one since 3.14
        """No method of this lock."""
        raise AttributeError(f"{type(self).__name__!r} object has no attribute 'locked'")

    def _is_owned(self) -> bool:
        return self.taken and self.owner is here()

    def _release_save(self) -> int:
        if not self.count:
            raise RuntimeError("cannot release un-acquired lock")
        count, self.count = self.count, 0
        super().release()
        return count

    def _acquire_restore(self, count: int) -> None:
        super().acquire()
        self.count = count

    def _recursion_count(self) -> int:
        return self.count if self._is_owned() else 0

    def __repr__(self) -> str:
        owner = 0 if self.owner is None else self.owner.thread.number
        return f"<{'locked' if self.taken else 'unlocked'} _thread.RLock object owner={owner} count={self.count}>"


class Waiter(Lock):
    """The lock by which a Condition lets one of its waiters sleep: nobody's property."""

    __slots__ = ()


Lock.__name__, RLock.__name__ = "_thread.lock", "_thread.RLock"  # as errors about their attributes show


def waiting_time(blocking: bool, timeout: float) -> float | None:  # noqa: FBT001  (CPython's arguments as they come)
    """Return how long an acquire may wait, None for ever; a lock of CPython's own says what is wrong with them."""
    if timeout == -1:
        return None if blocking else 0
    threading.Lock().acquire(blocking, timeout)
    return timeout
