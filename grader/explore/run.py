"""One execution: threads take turns at operations, and a strategy decides whose turn it is.

A thread that does something others may notice calls `step` first. Control changes hands only if the
strategy chooses another thread, so a thread that goes on costs no switch. While no second thread is alive
and unknown to the first, nothing is recorded: whatever happened then happened before everything else.
What is recorded is the trace alone; what follows from it, clocks and races, `history` works out on demand.
"""

from collections.abc import Callable
from typing import Any, Protocol

from greenlet import getcurrent

from grader.explore.clocks import History, knows
from grader.explore.operation import AWAIT, BEGIN, END, LAPSE, READ, SLEEP, START, Operation
from grader.explore.task import Abandoned, Fibers, Task, here

INSTANT = 1e-6
"""Seconds that make no difference: moments this close to each other are the same."""

NEVER = 1e15
"""From this moment on, in seconds, no time passes: who waits until then looks again when nobody else is left."""

TAIL = 300
"""How many operations daemon threads still get once everything else has ended."""


class Strategy(Protocol):
    """A search's hand on one execution; what has happened it reads in the trace."""

    def pick(self, run: "Run") -> Task | None:
        """Return the thread that goes next, None if none can or the execution is to be given up."""


class Run:
    """The state of one execution."""

    def __init__(
        self, strategy: Strategy, steps: int, teller: Callable[[Operation], None] | None = None, fibers: Any = None
    ) -> None:
        self.pick = strategy.pick
        self.allowed = steps
        self.teller = teller
        self.fibers = fibers or Fibers()
        self.steps = 0
        self.trace: list[Operation] = []
        self.tasks: list[Task] = []
        self.history = History(self.trace, self.tasks)
        self.current: Task
        self.life = object()
        self.watching = False
        self.attended = teller is not None
        self.moment = 0.0
        self.barren = 0
        self.fine: frozenset[str] = frozenset()
        self.stopped = ""
        self.tail = -1
        self.names = 0
        self.identities: dict[int, tuple[int, object]] = {}
        self.pools = 0
        self.queues: list[tuple[Any, Any]] = []
        self.unseen = ""
        self.held_back = False
        self.broken: Callable[[Task, BaseException], None] = ignore

    def spawn(self, thread: Any, body: Callable[[], None], parent: Task | None) -> Task:
        """Make a virtual thread; it goes first when it is chosen."""
        task = Task(self, len(self.tasks), thread, parent)
        self.fibers.lend(task, body)
        self.tasks.append(task)
        return task

    def start(self, thread: Any, body: Callable[[Task], None], *, daemon: bool) -> Task | None:
        """Start a thread from the running one: an operation of the latter; None if somebody has started it already."""
        parent = here() or self.current
        self.watching = True
        if self.step(parent, Operation(START, self.life, id(thread), None, starting(thread))).kind is not START:
            return None

        def begin() -> None:
            if task.pending is None or self.stopped:
                raise Abandoned
            self.happen(task, task.pending)
            body(task)

        task = self.spawn(thread, begin, parent)
        task.daemon = daemon
        task.pending = pending = Operation(BEGIN)
        pending.task = task
        return task

    def end(self, task: Task) -> None:
        """End the running thread: the last operation it does."""
        self.step(task, Operation(END, self.life, id(task.thread), None, ending))
        task.pending = None
        if self.tail < 0 and self.tasks[0].ended and all(other.ended or other.daemon for other in self.tasks):
            self.tail = len(self.trace)

    def step(self, task: Task, operation: Operation) -> Operation:
        """Return when `operation` has happened, at the moment its thread may go on."""
        if self.stopped:
            raise Abandoned
        operation.task = task
        if (task.quiet or not self.watching) and operation.enabled():
            if operation.perform:
                operation.perform(operation)
            return operation
        task.pending = operation
        self.steps += 1
        if self.steps > self.allowed:
            self.stop("limit")
        chosen = self.pick(self)
        if chosen is not task:
            self.yield_to(chosen)
        self.happen(task, operation)
        return operation

    def yield_to(self, chosen: Task | None) -> None:
        """Let another thread run, or, if none can, the loop that ends the execution."""
        if chosen is None:
            self.fibers.hub.switch()
        else:
            self.current = chosen
            chosen.fiber.switch()
        if self.stopped:
            raise Abandoned

    def happen(self, task: Task, operation: Operation) -> None:
        """Do what `operation` does and enter it in the trace."""
        if operation.deadline is not None and operation.ready is not None and not operation.ready():
            self.lapse(task, operation, operation.deadline)
        if operation.perform is not None:
            operation.perform(operation)
        self.trace.append(operation)
        task.events.append(operation)
        if self.attended:
            self.attend(operation)

    def attend(self, operation: Operation) -> None:
        """Tell who listens; and once any clock shows more than zero, see at every event what it shows now."""
        self.history.catch_up()
        if self.teller:
            self.teller(operation)

    def lapse(self, task: Task, operation: Operation, deadline: float) -> None:
        """End a wait because its time is over; if none was at this moment so far, all whose time is over are due."""
        if deadline >= NEVER:
            return
        if operation.due < 0:
            self.moment = max(*(other.now for other in self.tasks), deadline)
            for pending in filter(None, (other.pending for other in self.tasks)):
                if pending.expires() and (pending.deadline or 0.0) <= deadline + INSTANT:
                    pending.due = len(self.trace)
        if operation.kind is not AWAIT:
            operation.kind = LAPSE
        self.advance(task, max(self.moment, deadline, task.now + INSTANT))

    def advance(self, task: Task, now: float) -> None:
        """Move a thread's clock; as long as nobody's has been moved, there is none to carry over."""
        if not self.attended:
            self.history.catch_up()
            self.history.repeated = []  # what is told on with a clock from now on is the time as well
            self.attended = True
        task.now = now

    def tick(self) -> None:
        """Count a step; end the execution when there were too many."""
        self.steps += 1
        if self.steps > self.allowed or self.stopped:
            self.stop("limit")

    def stop(self, why: str) -> None:
        """End the execution here and now, from inside it."""
        self.stopped = self.stopped or why
        raise Abandoned

    def relax(self) -> None:
        """Stop watching when every other thread has ended and the running one knows."""
        task = self.current
        for other in self.tasks:
            if other is not task and not other.ended:
                return
        if len(task.joined) < len(self.tasks) - 1:  # whoever has joined them all knows without any clock
            self.history.catch_up()
            if not all(other is task or knows(task.clock, other.events[-1]) for other in self.tasks):
                return
        self.watching = False

    def ready(self) -> list[Task]:
        """Return the threads that can go on; when all of them only sleep, also the one whose waiting time is over."""
        able = [
            task
            for task in self.tasks
            if (pending := task.pending) is not None and (pending.ready is None or pending.due >= 0 or pending.ready())
        ]
        if self.tail < 0:
            return able if able and able[0].pending.kind is not SLEEP else able + self.late(able)  # type: ignore[union-attr]
        return [] if self.over() else able

    def able(self, slot: int) -> Task | None:
        """Return the thread in `slot` if it can go on."""
        task = self.tasks[slot] if slot < len(self.tasks) else None
        if task is not None and task.pending is not None and task.pending.enabled():
            return task
        return next((other for other in self.ready() if other is task), None)

    def over(self) -> bool:
        """Return whether only daemon threads are left and have had their time."""
        return self.tail >= 0 and len(self.trace) - self.tail > TAIL

    def late(self, able: list[Task]) -> list[Task]:
        """Return the threads whose wait is over first, if all who are able only sleep, and none of them less long.

        Whoever waits for a change (AWAIT) has no need to look again before there can be one.
        """
        sleeps = [task.pending for task in able if task.pending]
        timed = [
            (pending.deadline, task)
            for task in self.tasks
            if (pending := task.pending) is not None and pending.deadline is not None and not pending.enabled()
            if not (sleeps and pending.kind is AWAIT)
        ]
        first = min((deadline for deadline, _ in timed), default=0.0)
        if any(sleep.kind is not SLEEP or (sleep.deadline or 0.0) < first - INSTANT for sleep in sleeps):
            return []
        now = [task for deadline, task in timed if deadline <= first + INSTANT]
        return [task for task in now if task.pending and task.pending.kind is not AWAIT] or now[:1]

    def usual(self, able: list[Task]) -> Task | None:
        """Return the thread that goes next if nothing speaks for another: the running one, in turn, who wakes first."""
        current = self.current
        if current in able and not (current.pending and current.pending.kind in (SLEEP, AWAIT)):
            return current
        turn = sorted(able, key=lambda task: (task.slot - current.slot - 1) % len(self.tasks))
        for task in turn:
            if not (task.pending and task.pending.kind is SLEEP):
                return task
        return min(turn, key=lambda task: (task.pending and task.pending.deadline) or 0.0, default=None)

    def drive(self, thread: Any, body: Callable[[Task], None]) -> None:
        """Run `body` in the main thread and everything that it starts, to the end; then unwind the rest."""
        self.fibers.gather(getcurrent())
        main = self.spawn(thread, lambda: body(main), None)
        self.current = main
        chosen: Task | None = main
        while chosen and not self.stopped:
            self.current = chosen
            chosen.fiber.switch()
            chosen = None if self.stopped else self.pick(self)

    def unwind(self) -> None:
        """Throw every thread out that is still somewhere."""
        self.stopped = self.stopped or "over"
        for task in self.tasks:
            self.fibers.take_back(task)

    def dispose(self) -> None:
        """Cut the cycles that would leave thousands of executions to the garbage collector."""
        pending = [task.pending for task in self.tasks if task.pending is not None]
        for event in (*self.trace, *pending):
            event.after = event.perform = event.reach = event.ready = event.target = None
            if event.parts:
                event.parts = ()
        for task in self.tasks:
            task.dispose()
        self.tasks.clear()
        self.trace.clear()
        self.history.dispose()
        self.queues.clear()
        self.identities.clear()
        self.broken = ignore
        del self.current


def ignore(_task: Task, _error: BaseException) -> None:
    """Take no note of what a thread died of."""


def starting(thread: Any) -> Callable[[Operation], None]:
    """Return what carries out the start of a thread."""

    def once(event: Operation) -> None:
        if thread.task__ is not None:
            event.kind = READ

    return once


def ending(event: Operation) -> None:
    """Carry out the end of a thread."""
    event.task.ended = True
