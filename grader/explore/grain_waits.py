"""The grain of `wait` and `as_completed`: a look at several futures at the same moment, and then what these tell.

Whoever ends a future tells those who wait for it. `as_completed` gives one after the other in the order in which they
ended: to take the first matters to nobody who ends another, unless there is a time limit, which CPython asks for only
when it has given all that had ended. `wait` goes on when enough have ended, and counts those that have by the time at
which it asks each; a `wait` for all asks one after the other, because what has ended does not change any more.
"""

# ruff: noqa: SLF001  (state of ours kept in CPython's objects)

import functools
from collections import deque
from collections.abc import Iterable
from typing import Any

from grader.explore.grain import deadline, step
from grader.explore.grain_futures import COUNT, UNLOCKED, counted
from grader.explore.operation import LAPSE, READ, WRITE, Kind, Operation
from grader.explore.run import INSTANT
from grader.explore.task import here

WAIT = Kind("wait", blocking=True, before=frozenset())
TELL = Kind("tell", changes=True, idle=True, before=frozenset({"tell", "enough", "timeout", "write"}))
TELL_ONE_OF = Kind("tell", changes=True, idle=True, before=frozenset({"enough", "timeout"}))  # in whatever order
TAKE = Kind("take", changes=True, blocking=True, before=frozenset())
ENOUGH = Kind("enough", blocking=True, before=frozenset())


class Together:
    """A look at several futures at the same moment, which lasts until it is left."""

    def __init__(self, futures: Iterable[Any]) -> None:
        self.look = Operation(READ)
        self.look.involve([Operation(COUNT, future) for future in futures])
        self.task = here()

    def __enter__(self) -> None:
        step(self.task, self.look)
        if self.task:
            self.task.quiet += 1

    def __exit__(self, *_: object) -> None:
        if self.task:
            self.task.quiet -= 1


class Line:
    """Those that have ended and `as_completed` has not given yet, in order; stands for its waiter and that one's event.

    It is told for good, also when nobody waits any more: whoever ends a future then could have done so before.
    """

    def __init__(self, futures: Iterable[Any]) -> None:
        self.event, self.lock = self, UNLOCKED
        self.came: deque[Any] = deque()
        self.finished_futures: list[Any] = []
        for future in futures:
            future._waiters.append(self)

    def add_result(self, future: Any) -> None:
        """Be told that a future has ended."""
        self.came.append(future)

    add_exception = add_cancelled = add_result

    def told(self) -> Operation:
        """Return how the end of a future concerns this."""
        return Operation(TELL, self)

    def wait(self, timeout: float | None) -> None:
        """Take the first one, or, if there is a time limit, all that are there in time."""
        if timeout is None:
            step(here(), Operation(TAKE, self, ready=self.any, perform=self.follow))
            self.finished_futures = [self.came.popleft()]
            return
        task = here()
        if timeout > 0:
            step(task, Operation(ENOUGH, self, ready=self.any, perform=self.spare, deadline=deadline(task, timeout)))
        elif task is not None:  # else the time would be over only after many turns
            task.run.advance(task, task.now + INSTANT)
        step(task, Operation(WRITE, self))
        self.finished_futures = [self.came.popleft() for _ in range(len(self.came))]

    def any(self) -> bool:
        """Return whether there is one to be taken."""
        return bool(self.came)

    def follow(self, event: Operation) -> None:
        """Let what takes the first one come after what ended it."""
        event.after = self.came[0]._ended

    def spare(self, event: Operation) -> None:
        """Note whether one fewer had been enough."""
        event.spare = len(self.came) > 1

    def clear(self) -> None:
        """Keep those that have not been taken."""


class Gate:
    """Lets `wait` go on when enough futures have ended; stands for the event of its waiter."""

    def __init__(self, waiter: Any, futures: Iterable[Any]) -> None:
        waiter.event, waiter.lock = self, UNLOCKED
        self.waiter = waiter
        self.futures = [future for future in futures if not counted(future)]
        self.open = False

    def set(self) -> None:
        """Be opened by CPython's waiter, which counts."""
        self.open = True

    def told(self) -> Operation:
        """Return how the end of a future concerns this."""
        return Operation(TELL_ONE_OF, self)

    def wait(self, timeout: float | None) -> None:
        """Go on when open, or in time; then ask one future after the other whether it has ended."""
        task = here()
        if timeout is None or timeout > 0:
            ready, limit = functools.partial(getattr, self, "open"), deadline(task, timeout)
            step(task, Operation(ENOUGH, self, ready=ready, perform=self.spare, deadline=limit))
        found = []
        for future in self.futures:
            step(task, Operation(COUNT, future))
            found += [future] if counted(future) else []
        self.waiter.finished_futures = found

    def spare(self, event: Operation) -> None:
        """Note whether one of those that have ended may not have been needed for this to be open."""
        ended = self.waiter.finished_futures
        enough = getattr(self.waiter, "stop_on_exception", None)  # None: one is enough, False: all are needed
        failed = enough is None or (enough and any(future._exception for future in ended))
        event.spare = event.kind is not LAPSE and len(ended) > 1 and failed


def all_at_once(futures: Iterable[Any]) -> bool:
    """Return whether nobody holds the locks of these futures."""
    return all(future._at_once for future in futures)


def coarsen_waiting(base: dict[str, Any]) -> None:
    """Let `wait` and `as_completed` look at all their futures at once, and be told one by one."""
    acquire, install, wait, every = (
        base[name] for name in ("_AcquireFutures", "_create_and_install_waiters", "wait", "ALL_COMPLETED")
    )

    def look(futures: Any) -> Any:
        return Together(futures) if all_at_once(futures) else acquire(futures)

    @functools.wraps(install)
    def installed(futures: Any, return_when: Any) -> Any:
        if not all_at_once(futures):
            return install(futures, return_when)
        if return_when == base["_AS_COMPLETED"]:
            waiter, gate = Line(futures), None
        else:
            waiter = install(futures, return_when)
            gate = Gate(waiter, futures)
        for future in futures:
            future._told.append(gate or waiter)
        return waiter

    @functools.wraps(wait)
    def for_all(fs: Any, timeout: float | None = None, return_when: str = every) -> Any:
        futures = set(fs)
        if timeout is not None or return_when != every or not all_at_once(futures):
            return wait(futures, timeout, return_when)
        for future in futures:  # one after the other: no state of a future that has ended changes any more
            step(here(), Operation(WAIT, future, ready=functools.partial(counted, future)))
        return base["DoneAndNotDoneFutures"](futures, set())

    base.update(_AcquireFutures=look, _create_and_install_waiters=installed, wait=for_all)
