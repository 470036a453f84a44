"""The grain of futures: each of their methods happens at once.

What ends a future lets `result` go on; how that waited before cannot be seen. That a task began to run matters only to
`cancel` and `running`. CPython's own bodies run at these moments, without the locks inside the futures; but a program
that names such a lock may hold it, and then everything is as CPython has it.
"""

# ruff: noqa: SLF001  (state of ours kept in CPython's objects)

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from grader.explore.grain import deadline, step
from grader.explore.operation import READ, Kind, Operation
from grader.explore.task import here
from grader.explore.thread import serial

ENDS = frozenset({"set_result", "set_exception"})
OVER = ENDS | {"cancel"}
SET_RESULT = Kind("set_result", changes=True, idle=True)
SET_EXCEPTION = Kind("set_exception", changes=True, idle=True)
TRY_RUN = Kind("try run", changes=True)  # becomes RUN or NOTIFY
RUN = Kind("to run", changes=True, before=OVER | {"no cancel", "is running", "read"})
NOTIFY = Kind("noted", changes=True, idle=True, before=frozenset({"wait", "counted", "read"}))
TRY_CANCEL = Kind("try cancel", changes=True)  # becomes CANCEL or NO_CANCEL
CANCEL = Kind(
    "cancel",
    changes=True,
    idle=True,
    before=ENDS | {"noted", "no cancel", "result", "exception", "timeout", "is done", "add_done_callback", "read"},
)
NO_CANCEL = Kind("no cancel", before=frozenset())
ADD = Kind("add_done_callback", changes=True, before=OVER | {"add_done_callback"})
RESULT = Kind("result", blocking=True, before=OVER)
EXCEPTION = Kind("exception", blocking=True, before=OVER)
IS_DONE = Kind("is done", before=OVER)
IS_RUNNING = Kind("is running", before=ENDS | {"to run"})
COUNT = Kind("counted", before=ENDS | {"noted"})

LOOKS = {
    "done": IS_DONE, "cancelled": IS_DONE, "running": IS_RUNNING, "add_done_callback": ADD, "__repr__": READ
}  # fmt: skip
CHANGES = {
    "set_running_or_notify_cancel": TRY_RUN,
    "cancel": TRY_CANCEL,
    "set_result": SET_RESULT,
    "set_exception": SET_EXCEPTION,
}
TURNS_OUT = {
    TRY_RUN: {"PENDING": RUN, "CANCELLED": NOTIFY},
    TRY_CANCEL: {"PENDING": CANCEL},
    SET_RESULT: {"PENDING": SET_RESULT, "RUNNING": SET_RESULT},
    SET_EXCEPTION: {"PENDING": SET_EXCEPTION, "RUNNING": SET_EXCEPTION},
}
"""What a change turns out to be, by the state that it finds."""


class Change(Operation):
    """A change of a future; where that ends it, or lets its end be counted, it concerns all who wait for it as well."""

    __slots__ = ()

    def __init__(self, kind: Kind, future: Any) -> None:
        super().__init__(kind, future, perform=self.happen)
        self.renew()

    def renew(self) -> None:
        """Be what it would be if it happened now."""
        future: Any = self.target
        self.kind = TURNS_OUT[self.asked].get(future._state, NO_CANCEL if self.asked is TRY_CANCEL else READ)
        told = future._told if self.kind in (NOTIFY, SET_RESULT, SET_EXCEPTION) else ()
        self.parts = (Operation(self.kind, future), *(one.told() for one in told)) if told else ()

    def happen(self, _: Operation) -> None:
        """Change the future, which keeps what ended it."""
        self.renew()
        self.target._ended = self  # type: ignore[attr-defined]  # a future


class Unlocked(nullcontext[None]):
    """Stands where a future has its condition: nobody comes in between anyway."""

    def notify_all(self) -> None:
        """Wake nobody: who waits looks at the future."""

    def wait(self, _timeout: float | None) -> None:
        """Have waited already."""


UNLOCKED = Unlocked()


def coarsen_future(future: Any) -> None:
    """Let each method of a future happen at once; its hash is no address, so that sets of futures keep one order."""
    made = future.__init__

    @functools.wraps(made)
    def initialise(self: Any) -> None:
        self._serial = serial()
        made(self)
        task = here()
        self._at_once = task is None or "Future" not in task.run.fine
        if self._at_once:
            self._condition, self._told = UNLOCKED, []

    future.__init__, future.__hash__ = initialise, lambda self: self._serial
    for name, kind in LOOKS.items():
        setattr(future, name, at_once(getattr(future, name), functools.partial(Operation, kind)))
    for name, kind in CHANGES.items():
        setattr(future, name, at_once(getattr(future, name), functools.partial(Change, kind)))
    future.result, future.exception = waiting(future.result, RESULT), waiting(future.exception, EXCEPTION)


def at_once(plain: Any, operation: Callable[[Any], Operation]) -> Any:
    """Return a method as one operation."""

    @functools.wraps(plain)
    def method(self: Any, *arguments: Any, **named: Any) -> Any:
        if self._at_once:
            step(here(), operation(self))
        return plain(self, *arguments, **named)

    return method


def waiting(plain: Any, kind: Kind) -> Any:
    """Return a method that waits until the future is done as one operation."""

    @functools.wraps(plain)
    def method(self: Any, timeout: float | None = None) -> Any:
        if not self._at_once:
            return plain(self, timeout)
        task = here()
        if timeout is not None and timeout <= 0:
            step(task, Operation(IS_DONE, self))
        else:
            ready = functools.partial(over, self)
            step(task, Operation(kind, self, ready=ready, deadline=deadline(task, timeout)))
        return plain(self, 0)

    return method


def over(future: Any) -> bool:
    """Return whether `result` has something to say."""
    return future._state not in ("PENDING", "RUNNING")


def counted(future: Any) -> bool:
    """Return whether `wait` and `as_completed` take a future for ended: a cancelled one only once that is noted."""
    return future._state in ("CANCELLED_AND_NOTIFIED", "FINISHED")
