"""The grain of executors: each task is a thread of its own, which begins when a worker of CPython's would be free.

Workers are alike: which of them gets a task cannot be told, except by asking a thread who it is or by leaving something
with it. So what counts is how many are at work. Tasks begin in the order in which they were submitted; the first
`max_workers` of them wait for nobody's end, because CPython has a worker for every task that is not over, up to that
many. Workers stay until the executor is shut down, or the main thread has ended: so do these threads.

A program that could tell (it says one of NAMES) gets CPython's workers, and so does an executor with an initializer.
"""

# ruff: noqa: SLF001  (state of ours kept in CPython's objects)

import functools
from typing import Any

from grader.explore.grain import step
from grader.explore.operation import Kind, Operation
from grader.explore.task import here
from grader.explore.thread import Thread

NAMES = (
    "current_thread", "currentThread", "get_ident", "get_native_id", "enumerate", "active_count", "activeCount",
    "threadName", "local", "ContextVar", "copy_context", "getcontext", "setcontext", "localcontext", "RLock",
    "Condition", "cancel_futures", "_threads", "_work_queue", "_idle_semaphore", "_adjust_thread_count",
)  # fmt: skip
"""With one of these a program could tell who works: it asks threads, or keeps with them what their next task finds."""

FIRST = Kind("first task", blocking=True, before=frozenset())
LATER = Kind("later task", changes=True, blocking=True, before=frozenset({"task over"}))
OVER = Kind("task over", changes=True, idle=True, before=frozenset({"later task"}))
CLOSE = Kind("close", changes=True, idle=True, before=frozenset({"leave"}))
LEAVE = Kind("leave", blocking=True, before=frozenset())
IDLE = frozenset({FIRST, LATER, LEAVE})
"""What those wait for who have nothing to do: in CPython a worker waits for the next task, or there is none yet."""


class Worker(Thread):
    """The thread of one task; `_name` is that of a worker whose task it might be, until it is known who is free."""

    post__ = ""

    @property
    def label__(self) -> str:
        """The name, for those who watch."""
        return self.post__ or self._name


class Crew:
    """The workers of an executor, as far as anybody can tell; it stands for the queue of its tasks."""

    def __init__(self, executor: Any) -> None:
        self.size, self.prefix = executor._max_workers, executor._thread_name_prefix
        self.item: Any = None
        self.submitted = self.begun = 0
        self.last: Operation | None = None
        self.free = list(range(self.size))
        self.gate = object()
        self.closed = self.over = False

    def put(self, item: Any) -> None:
        """Take the next task, or None for the sign that there will be no more."""
        if item is None:
            step(here(), Operation(CLOSE, self.gate, perform=self.close))
        else:
            self.item = item

    def close(self, _: Operation) -> None:
        """Let those leave who have nothing to do."""
        self.closed = True

    def name(self, place: int) -> str:
        """Return what a worker is called."""
        return f"{self.prefix}_{place}"

    def hire(self) -> Worker:
        """Return a thread for the task that was put last."""
        number, item, self.item = self.submitted, self.item, None
        self.submitted += 1
        return Worker(target=self.work, name=self.name(number % self.size), args=(number, item))

    def work(self, number: int, item: Any) -> None:
        """Be a worker for one task."""
        place = self.begin(number)
        item.run()
        del item
        step(here(), Operation(OVER, self, perform=lambda _: self.free.append(place)))
        step(here(), Operation(LEAVE, self.gate, ready=lambda: self.closed))

    def begin(self, number: int) -> int:
        """Wait until it is this task's turn and somebody is free; return which worker it is."""
        place = 0

        def perform(event: Operation) -> None:
            nonlocal place
            event.spare = len(self.free) > 1
            event.after, self.last, self.begun = self.last, event, number + 1
            place = min(self.free)
            self.free.remove(place)
            event.task.thread.post__ = self.name(place)

        kind = FIRST if number < self.size else LATER
        step(here(), Operation(kind, self, ready=lambda: self.begun == number and bool(self.free), perform=perform))
        return place


def coarsen_pool(executor: Any) -> None:
    """Let each task of an executor be a thread of its own, where nobody could tell."""
    made, hire = executor.__init__, executor._adjust_thread_count

    @functools.wraps(made)
    def initialise(self: Any, *arguments: Any, **named: Any) -> None:
        made(self, *arguments, **named)
        task = here()
        if task is not None and "Pool" not in task.run.fine and self._initializer is None:
            self._work_queue = Crew(self)
            task.run.queues.append((None, self._work_queue))

    def adjust(self: Any) -> None:
        if not isinstance(self._work_queue, Crew):
            hire(self)
            return
        worker = self._work_queue.hire()
        worker.start()
        self._threads.add(worker)

    executor.__init__, executor._adjust_thread_count = initialise, adjust
