"""The grain of queues: each method happens at once.

First in, first out: the n-th get takes what the n-th put brought, so puts and gets commute unless the queue
was empty or full. Those who do not wait, and those who look at the size, see everything. `join` waits for a count
that only `task_done` lowers and only `put` raises; a `task_done` of a thread that has got that many items cannot be
one too many, wherever puts come, as long as nobody has called it early. What a LifoQueue or a PriorityQueue gives
depends on the order of all puts and gets. Those with a limit keep CPython's methods, like subclasses, and like all
queues of a program that names their locks, because then it may hold one while it helps itself.
"""

# ruff: noqa: SLF001, FBT001, FBT002, FBT003  (CPython's signatures, and state of ours kept in its objects)

import functools
from collections import Counter, deque
from typing import Any

from grader.explore.grain import deadline, step, unseen
from grader.explore.operation import LAPSE, Kind, Operation
from grader.explore.task import here

PUTS = frozenset({"put", "put now", "try put"})
GETS = frozenset({"get", "get now", "try get"})
LOOKS = frozenset({"look", "shut", "timeout", "read"})
AFTER_PUT = PUTS | LOOKS | {"no put", "get now", "try get", "no get", "join", "try done", "too many", "early done"}
AFTER_GET = GETS | LOOKS | {"no get", "put now", "try put", "no put"}
PUT = Kind("put", changes=True, before=AFTER_PUT)
PUT_WAIT = Kind("put", changes=True, blocking=True, before=AFTER_PUT)
PUT_NOW = Kind("put now", changes=True, before=AFTER_PUT)
TRY_PUT = Kind("try put", changes=True, before=AFTER_PUT | AFTER_GET)  # becomes PUT_NOW or NO_PUT
NO_PUT = Kind("no put", before=GETS | {"shut"})
GET = Kind("get", changes=True, blocking=True, before=AFTER_GET)
GET_NOW = Kind("get now", changes=True, before=AFTER_GET)
TRY_GET = Kind("try get", changes=True, before=AFTER_PUT | AFTER_GET)  # becomes GET_NOW or NO_GET
NO_GET = Kind("no get", before=PUTS | {"shut"})
LOOK = Kind("look", before=PUTS | GETS | {"shut"})
TRY_DONE = Kind(
    "try done", changes=True, before=PUTS | {"join", "done", "early done", "try done", "read"}
)  # becomes DONE, EARLY_DONE or TOO_MANY
AFTER_DONE = frozenset({"join", "too many", "try done", "early done", "read"})
DONE = Kind("done", changes=True, idle=True, before=AFTER_DONE)
EARLY_DONE = Kind("early done", changes=True, idle=True, before=AFTER_DONE | PUTS | {"done"})
TOO_MANY = Kind("too many", before=PUTS)
JOIN_ALL = Kind("join", blocking=True, before=PUTS)
ORDERED_PUT = Kind("put", changes=True, idle=True, before=AFTER_PUT | AFTER_GET)
ORDERED_GET = Kind("get", changes=True, blocking=True, before=AFTER_GET | PUTS)
ORDERED_GET_NOW = Kind("get now", changes=True, before=AFTER_GET | PUTS)
SHUT = Kind("shut", changes=True, before=AFTER_PUT | AFTER_GET)


class Coarse:
    """The methods of `queue.Queue` at the grain of one operation each; `plain` are CPython's."""

    def __init__(self, queue: Any) -> None:
        self.queue = queue
        self.plain = {
            name: getattr(queue, name)
            for name in ("__init__", "put", "get", "task_done", "join", "qsize", "empty", "full")
        }
        self.shutdown = getattr(queue, "shutdown", None)

    def install(self, *ordered: Any) -> None:
        """Replace the methods, also for the kinds of queue that extend this one and keep an order of their own."""
        self.ordered = ordered
        coarse = {"put": self.put, "get": self.get, "task_done": self.task_done, "join": self.join}
        looks = {name: self.look(name) for name in ("qsize", "empty", "full")}
        for name, method in {**coarse, **looks}.items():
            setattr(self.queue, name, self.chosen(self.plain[name], method))
        self.queue.__init__, self.queue._at_once = self.initialise(), False
        if self.shutdown is not None:
            self.queue.shutdown = self.chosen(self.shutdown, self.shut)

    def chosen(self, plain: Any, coarse: Any) -> Any:
        """Return a method that is coarse for queues at whose locks nobody looks."""

        @functools.wraps(plain)
        def method(self: Any, *arguments: Any, **named: Any) -> Any:
            return (coarse if self._at_once else plain)(self, *arguments, **named)

        return method

    def initialise(self) -> Any:
        """Return `__init__` with the bookkeeping of who brought what."""
        plain, queue, ordered = self.plain["__init__"], self.queue, self.ordered

        @functools.wraps(plain)
        def method(self: Any, maxsize: int = 0) -> None:
            plain(self, maxsize)
            task = here()
            kind = type(self)
            known = kind is queue or (kind in ordered and maxsize <= 0)
            self._at_once = known and (task is None or "Queue" not in task.run.fine)
            self._in_line, self._honest = kind is queue, True
            self._owed = Counter[int]()
            self._brought = deque[Any]()
            self._room = deque([None] * max(maxsize, 0))

        return method

    def put(self, queue: Any, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add an item."""
        task, limit = here(), queue.maxsize
        if block and timeout is not None and timeout < 0 < limit:
            step(task, Operation(LOOK, queue))
            unseen(task, self.plain["put"], queue, item, block, timeout)  # which raises
        wait = block and limit > 0 and timeout != 0

        def perform(event: Operation) -> None:
            if len(queue.queue) >= limit > 0 or shut(queue):
                event.kind = event.kind if event.kind is LAPSE else LOOK if shut(queue) else NO_PUT
                return
            if event.kind is TRY_PUT:
                event.kind = PUT_NOW
            event.after = oldest(queue._room, limit - len(queue.queue)) if limit > 0 else None
            if queue._in_line:
                queue._brought.append(event)

        def ready() -> bool:
            return shut(queue) or len(queue.queue) < limit

        kind = PUT_WAIT if wait else TRY_PUT if limit > 0 else PUT if queue._in_line else ORDERED_PUT
        until = deadline(task, timeout) if wait else None
        operation = Operation(kind, queue, ready=ready if wait else None, perform=perform, deadline=until)
        step(task, operation)
        unseen(task, self.plain["put"], queue, item, False)

    def get(self, queue: Any, block: bool = True, timeout: float | None = None) -> Any:
        """Take the oldest item."""
        task = here()
        if block and timeout is not None and timeout < 0:
            step(task, Operation(LOOK, queue))
            unseen(task, self.plain["get"], queue, block, timeout)  # which raises
        wait = block and timeout != 0

        def perform(event: Operation) -> None:
            if not queue.queue:
                event.kind = event.kind if event.kind is LAPSE else LOOK if shut(queue) else NO_GET
                return
            queue._owed[event.task.slot] += 1
            event.spare = len(queue.queue) > 1
            if event.kind is TRY_GET:
                event.kind = GET_NOW if queue._in_line else ORDERED_GET_NOW
            if queue._in_line:
                event.after = oldest(queue._brought, len(queue.queue))
            if queue.maxsize > 0:
                queue._room.append(event)

        def ready() -> bool:
            return shut(queue) or bool(queue.queue)

        until = deadline(task, timeout) if wait else None
        kind = TRY_GET if not wait else GET if queue._in_line else ORDERED_GET
        step(task, Operation(kind, queue, ready=ready if wait else None, perform=perform, deadline=until))
        return unseen(task, self.plain["get"], queue, False)

    def task_done(self, queue: Any) -> None:
        """Say that one item has been dealt with."""

        def perform(event: Operation) -> None:
            queue._owed[event.task.slot] -= 1
            queue._honest = queue._honest and queue._owed[event.task.slot] >= 0
            event.kind = TOO_MANY if queue.unfinished_tasks <= 0 else DONE if queue._honest else EARLY_DONE

        task = here()
        step(task, Operation(TRY_DONE, queue, perform=perform))
        unseen(task, self.plain["task_done"], queue)

    def join(self, queue: Any) -> None:
        """Wait until every item has been dealt with."""
        task = here()
        operation = Operation(JOIN_ALL, queue, ready=lambda: not queue.unfinished_tasks)
        operation.spare = not queue._in_line  # an ORDERED_PUT is idle to a get, but not to this
        step(task, operation)

    def look(self, name: str) -> Any:
        """Return a method that only looks at the size."""
        plain = self.plain[name]

        def method(queue: Any) -> Any:
            task = here()
            step(task, Operation(LOOK, queue))
            return unseen(task, plain, queue)

        return method

    def shut(self, queue: Any, immediate: bool = False) -> None:
        """Let nobody put any more (since 3.13)."""
        task = here()
        step(task, Operation(SHUT, queue))
        unseen(task, self.shutdown or (lambda *_: None), queue, immediate)
        if not queue.queue:
            queue._brought.clear()


def oldest(events: deque[Any], count: int) -> Any:
    """Take out the event that made what is taken now; `count` is another if the program helped itself."""
    while len(events) > count:
        events.popleft()
    return events.popleft() if events else None


def shut(queue: Any) -> bool:
    """Return whether the queue was shut down."""
    return bool(getattr(queue, "is_shutdown", False))
