"""The grain of the search: methods of the library that happen at once, and what their order can matter to.

CPython builds semaphores, events and queues from a lock and a condition; at that grain the search would try
every order of critical sections that commute. Here such a method is one operation whose kind says with
what it commutes; then CPython's own body runs, unobserved, and cannot wait any more.

* Semaphore: releases commute. An acquire can overtake a release only when a permit is left without it.
* Event: only a `set` that changes the flag matters to `wait`, and no `wait` can overtake it.
* Queue (first in, first out): the n-th get takes what the n-th put brought, so puts and gets commute unless the
  queue was empty or full; those who do not wait, and those who look at the size, see everything.
* Future: `result` goes on when the future is done; how it waited before that cannot be seen.
"""

import functools
from collections import deque
from collections.abc import Callable
from typing import Any

from grader.explore.operation import JOIN, LAPSE, READ, SET, WRITE, Kind, Operation
from grader.explore.task import Task, here

TAKES = frozenset({"take", "try", "took", "miss", "timeout"})
GIVE = Kind("give", changes=True, idle=True, before=TAKES)
GIVE_BOUNDED = Kind("give", changes=True, idle=True, before=TAKES | {"give"})
TAKE = Kind("take", changes=True, blocking=True, before=TAKES)
TAKE_BOUNDED = Kind("take", changes=True, blocking=True, before=TAKES | {"give"})
TRY = Kind("try", changes=True, before=TAKES | {"give"})
MISS = Kind("miss", idle=True, before=frozenset({"give"}))

PUTS = frozenset({"put", "put now", "try put"})
GETS = frozenset({"get", "get now", "try get"})
LOOKS = frozenset({"look", "shut", "timeout"})
PUT = Kind("put", changes=True, before=PUTS | LOOKS | {"get now", "try get", "no get", "join"})
PUT_WAIT = Kind("put", changes=True, blocking=True, before=PUT.before)
PUT_NOW = Kind("put now", changes=True, before=PUT.before)
TRY_PUT = Kind("try put", changes=True, before=PUTS | GETS | LOOKS | {"no get", "join"})
NO_PUT = Kind("no put", before=GETS | {"shut"})
GET = Kind("get", changes=True, blocking=True, before=GETS | LOOKS | {"put now", "try put", "no put"})
GET_NOW = Kind("get now", changes=True, before=GET.before)
TRY_GET = Kind("try get", changes=True, before=PUTS | GETS | LOOKS | {"no put"})
NO_GET = Kind("no get", before=PUTS | {"shut"})
LOOK = Kind("look", before=PUTS | GETS | {"shut"})
DONE = Kind("done", changes=True, idle=True, before=frozenset({"join"}))
JOIN_ALL = Kind("join", blocking=True, before=PUTS)
SHUT = Kind("shut", changes=True, before=PUTS | GETS | {"no put", "no get", "join", "shut", "timeout", "look"})


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
    def acquire(self: Any, blocking: bool = True, timeout: float | None = None) -> bool:  # noqa: FBT001, FBT002
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
        step(task, Operation(kind, self))
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


# -- queues


class Coarse:
    """The methods of `queue.Queue` at the grain of one operation each; `plain` are CPython's."""

    def __init__(self, queue: Any) -> None:
        self.queue = queue
        self.plain = {name: getattr(queue, name) for name in ("__init__", "put", "get", "task_done", "join", "qsize", "empty", "full")}
        self.shutdown = getattr(queue, "shutdown", None)

    def install(self) -> None:
        """Replace the methods; other kinds of queue, which extend this class, keep CPython's."""
        coarse = {"put": self.put, "get": self.get, "task_done": self.task_done, "join": self.join}
        looks = {name: self.look(name) for name in ("qsize", "empty", "full")}
        for name, method in {**coarse, **looks}.items():
            setattr(self.queue, name, self.chosen(self.plain[name], method))
        self.queue.__init__ = self.initialise()
        if self.shutdown is not None:
            self.queue.shutdown = self.chosen(self.shutdown, self.shut)

    def chosen(self, plain: Any, coarse: Any) -> Any:
        """Return a method that is coarse for plain queues only."""
        queue = self.queue

        @functools.wraps(plain)
        def method(self: Any, *arguments: Any, **named: Any) -> Any:
            return (coarse if type(self) is queue else plain)(self, *arguments, **named)

        return method

    def initialise(self) -> Any:
        plain = self.plain["__init__"]

        @functools.wraps(plain)
        def method(self: Any, maxsize: int = 0) -> None:
            plain(self, maxsize)
            self._brought = deque[Any]()
            self._room = deque([None] * max(maxsize, 0))

        return method

    def put(self, queue: Any, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT001, FBT002
        """Add an item."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        task, limit = here(), queue.maxsize
        wait = block and limit > 0 and timeout != 0

        def perform(event: Operation) -> None:
            if len(queue.queue) >= limit > 0 or shut(queue):
                event.kind = event.kind if event.lapsed else LOOK if shut(queue) else NO_PUT
                return
            if event.kind is TRY_PUT:
                event.kind = PUT_NOW
            event.after = queue._room.popleft() if limit > 0 else None
            queue._brought.append(event)

        def ready() -> bool:
            return shut(queue) or len(queue.queue) < limit

        kind = PUT_WAIT if wait else PUT if limit <= 0 else TRY_PUT
        until = deadline(task, timeout) if wait else None
        step(task, Operation(kind, queue, ready=ready if wait else None, perform=perform, deadline=until))
        unseen(task, self.plain["put"], queue, item, False)

    def get(self, queue: Any, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002
        """Take the oldest item."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        task = here()
        wait = block and timeout != 0

        def perform(event: Operation) -> None:
            if not queue.queue:
                event.kind = event.kind if event.lapsed else LOOK if shut(queue) else NO_GET
                return
            if event.kind is TRY_GET:
                event.kind = GET_NOW
            event.after = queue._brought.popleft()
            if queue.maxsize > 0:
                queue._room.append(event)

        def ready() -> bool:
            return shut(queue) or bool(queue.queue)

        until = deadline(task, timeout) if wait else None
        operation = Operation(GET if wait else TRY_GET, queue, ready=ready if wait else None, perform=perform, deadline=until)
        step(task, operation)
        return unseen(task, self.plain["get"], queue, False)

    def task_done(self, queue: Any) -> None:
        """Say that one item has been dealt with."""

        def perform(event: Operation) -> None:
            if queue.unfinished_tasks <= 0:
                event.kind = LOOK

        task = here()
        step(task, Operation(DONE, queue, perform=perform))
        unseen(task, self.plain["task_done"], queue)

    def join(self, queue: Any) -> None:
        """Wait until every item has been dealt with."""
        task = here()
        step(task, Operation(JOIN_ALL, queue, ready=lambda: not queue.unfinished_tasks))

    def look(self, name: str) -> Any:
        """Return a method that only looks at the size."""
        plain = self.plain[name]

        def method(queue: Any) -> Any:
            task = here()
            step(task, Operation(LOOK, queue))
            return unseen(task, plain, queue)

        return method

    def shut(self, queue: Any, immediate: bool = False) -> None:  # noqa: FBT001, FBT002
        """Let nobody put any more (since 3.13)."""
        task = here()
        step(task, Operation(SHUT, queue))
        unseen(task, self.shutdown or (lambda *_: None), queue, immediate)
        if not queue.queue:
            queue._brought.clear()


def shut(queue: Any) -> bool:
    """Return whether the queue was shut down."""
    return bool(getattr(queue, "is_shutdown", False))


# -- futures


def coarsen_future(future: Any) -> None:
    """Let `result` and `exception` wait at a gate that opens when the future is done."""
    invoke = future._invoke_callbacks

    def done(self: Any) -> None:
        def perform(event: Operation) -> None:
            if getattr(self, "_open", False):
                event.kind = READ
            self._open = True

        step(here(), Operation(SET, self, "done", perform=perform))
        invoke(self)

    def gated(original: Any) -> Any:
        @functools.wraps(original)
        def method(self: Any, timeout: float | None = None) -> Any:
            task = here()
            if timeout is not None and timeout <= 0:
                return original(self, timeout)
            gate = Operation(JOIN, self, "done", ready=lambda: getattr(self, "_open", False), deadline=deadline(task, timeout))
            return original(self, 0 if step(task, gate).kind is LAPSE else None)

        return method

    future._invoke_callbacks = done
    future.result, future.exception = gated(future.result), gated(future.exception)


