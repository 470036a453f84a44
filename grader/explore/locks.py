"""The locks that everything else is built on, with the behaviour and the errors of CPython's own."""

import sys
import threading
from types import TracebackType

from grader.explore.operation import ACQUIRE, GRAB, LAPSE, READ, REFUSED, RELEASE, Operation
from grader.explore.task import Task, here

LONGEST = threading.TIMEOUT_MAX
NEGATIVE = f"timeout value must be {'a non-negative number' if sys.version_info >= (3, 13) else 'positive'}"


class Lock:
    """A lock whose every acquire and release is an operation."""

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

    def __repr__(self) -> str:
        return f"<{'locked' if self.taken else 'unlocked'} _thread.lock object>"


class RLock(Lock):
    """A lock that its owner may take again; only the outermost acquire and release are operations."""

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
        return f"<{'locked' if self.taken else 'unlocked'} _thread.RLock object count={self.count}>"


class Waiter(Lock):
    """The lock by which a Condition lets one of its waiters sleep: nobody's property."""


def waiting_time(blocking: bool, timeout: float) -> float | None:  # noqa: FBT001  (CPython's arguments as they come)
    """Return how long an acquire may wait, None for ever; raises what CPython raises."""
    if timeout == -1:
        return None if blocking else 0
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0:
        raise ValueError(NEGATIVE)
    if timeout > LONGEST:
        raise OverflowError("timestamp out of range for platform time_t")
    return timeout
