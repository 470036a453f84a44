"""Happens-before: vector clocks over the events of one execution.

An event of the thread in slot s with index n happened before every event whose clock has at least n at s.
Clocks are worked out only when somebody asks for them, which a random walk never does and the reduction
once, after the execution: what happened stands in the trace, and nothing later changes what was before it.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from grader.explore.operation import LAPSE, Operation, dependent, rival

if TYPE_CHECKING:
    from grader.explore.task import Task

Lanes = dict[int, list[Operation]]
NO_RIVALS: list[Operation] = []
NO_LANES: Lanes = {}


def merge(clock: list[int], other: list[int]) -> None:
    """Make `clock` know whatever `other` knows."""
    for slot, count in enumerate(other):
        if clock[slot] < count:  # noqa: PLR1730  (max() costs three times as much)
            clock[slot] = count


def knows(clock: list[int], event: Operation) -> bool:
    """Return whether `event` happened before the event that has this clock."""
    slot = event.task.slot
    return slot < len(clock) and clock[slot] >= event.index


class Flood:
    """What the first `count` events of a trace know together, and the latest of their times.

    A wait whose time is over comes after everything that happened before it was; one that polls has many of them.
    """

    def __init__(self) -> None:
        self.count = 0
        self.clock: list[int] = []
        self.now = 0.0

    def upto(self, trace: list[Operation], count: int, width: int) -> "Flood":
        """Return the flood of the first `count` events: this one, risen, or a new one if it is too high."""
        if count < self.count:
            return Flood().upto(trace, count, width)
        self.clock += [0] * (width - len(self.clock))
        for event in trace[self.count : count]:
            merge(self.clock, event.clock)
            self.now = max(self.now, event.now)
        self.count = count
        return self


class History:
    """The events of one execution by what they concern and by thread: all, and the `changes` that a look depends on.

    As far as it repeats the one before, whose clocks are `repeated`, its clocks are the same and its races known.
    """

    def __init__(self, trace: list[Operation], tasks: "list[Task]") -> None:
        self.trace = trace
        self.tasks = tasks
        self.lanes: dict[int, Lanes] = {}
        self.changes: dict[int, Lanes] = {}
        self.known = 0
        self.repeated: list[list[int]] = []
        self.widest = 0
        self.flood = Flood()

    def repeat(self, clocks: list[list[int]]) -> None:
        """Begin with events of these clocks; one may know of threads that had not begun where later ones were made."""
        self.repeated, self.widest = clocks, max(map(len, clocks), default=0)

    def catch_up(self) -> "History":
        """Give every event of the trace its clock, position and rivals."""
        if self.known < len(self.trace):
            width = max(len(self.tasks), self.widest)
            for task in self.tasks:
                task.clock += [0] * (width - len(task.clock))
            for event in self.trace[self.known :]:
                self.add(event)
        return self

    def clocks(self, count: int) -> list[list[int]]:
        """Return the clocks of the first events, as far as they are known."""
        return [event.clock for event in self.trace[: min(count, self.known)]]

    def add(self, event: Operation) -> None:
        """Enter the next event of the trace."""
        task = event.task
        slot = task.slot
        event.rivals = NO_RIVALS
        if self.known < len(self.repeated):
            event.clock = self.repeated[self.known]
            task.clock[: len(event.clock)] = event.clock
        else:
            self.advance(event, self.around(event))
            event.clock = task.clock.copy()
        event.index = event.clock[slot]
        event.position = self.known
        event.now = task.now
        self.known += 1
        for target in {id(part.target) for part in event.parts} if event.parts else (id(event.target),):
            enter(self.lanes, target, event)
            if weighs(event):
                enter(self.changes, target, event)

    def near(self, event: Operation) -> Lanes:
        """Return the events that concern the same thing; for a look at it, only those that a look may depend on."""
        return (self.lanes if weighs(event) else self.changes).get(id(event.target), NO_LANES)

    def around(self, event: Operation) -> Lanes:
        """Return the events that this one may depend on; where it concerns several things, no longer than news."""
        if not event.parts:
            return self.near(event)
        known, near = event.task.clock, defaultdict[int, dict[int, Operation]](dict)
        for part in event.parts:
            for slot, events in self.near(part).items():
                if slot != event.task.slot:
                    near[slot].update((earlier.index, earlier) for earlier in since(events, known[slot]))
        return {slot: [found[index] for index in sorted(found)] for slot, found in near.items() if found}

    def advance(self, event: Operation, lanes: Lanes) -> None:
        """Move the clock of the event's thread, which comes to know all that the event depends on."""
        task = event.task
        slot, clock = task.slot, task.clock
        if not clock[slot] and task.origin is not None:
            merge(clock, task.origin.clock)
        if len(lanes) > (slot in lanes):
            joined, event.rivals = past(event, lanes)
            self.learn(task, joined)
        if event.kind is LAPSE:
            self.flood = self.flood.upto(self.trace, event.due, len(clock))
            merge(clock, self.flood.clock)
            task.now = max(task.now, self.flood.now)
        elif event.after is not None and event.after.position >= 0:  # else it happened before there was a second thread
            self.learn(task, [event.after])
        clock[slot] += 1

    def learn(self, task: "Task", events: list[Operation]) -> None:
        """Merge into what `task` knows, and its time, what `events` knew."""
        for earlier in events:
            merge(task.clock, earlier.clock)
            task.now = max(task.now, earlier.now)

    def dispose(self) -> None:
        """Forget the events."""
        self.lanes.clear()
        self.changes.clear()

    def rivals(self, pending: Operation) -> list[Operation]:
        """Return with which events an operation that never happened competes."""
        return past(pending, self.around(pending))[1]

    def threads(self, target: object) -> int:
        """Return how many threads have had to do with `target`."""
        return len(self.lanes[id(target)])


def weighs(event: Operation) -> bool:
    """Return whether an event is more than a plain look at one thing: two of these never depend on each other."""
    return event.kind.changes or event.kind.before is not None or bool(event.parts)


def enter(lanes: dict[int, Lanes], target: int, event: Operation) -> None:
    """Add an event to those that concern a target."""
    near = lanes.get(target)
    if near is None:
        near = lanes[target] = {}
    if event.task.slot in near:
        near[event.task.slot].append(event)
    else:
        near[event.task.slot] = [event]


def past(event: Operation, lanes: Lanes) -> tuple[list[Operation], list[Operation]]:
    """Return the latest events that `event` depends on, one per other thread, and those it races with."""
    joined: list[Operation] = []
    rivals: list[Operation] = []
    known = event.task.clock
    for slot, events in lanes.items():
        if slot != event.task.slot and events[-1].index > known[slot]:
            scan(event, events, known[slot], joined, rivals)
    return joined, direct(event, rivals) if len(rivals) > 1 else rivals


def scan(
    event: Operation, events: list[Operation], known: int, joined: list[Operation], rivals: list[Operation]
) -> None:
    """Walk back through another thread's events as far as they are news to `event`'s thread."""
    first = True
    for earlier in reversed(events):
        if earlier.index <= known:
            return
        if dependent(earlier, event):
            if first:
                joined.append(earlier)
                first = False
            if rival(earlier, event):
                rivals.append(earlier)
                if decides(earlier, event):
                    return


def since(events: list[Operation], known: int) -> Iterator[Operation]:
    """Return a thread's events, the latest first, as far as they are no older than what is known."""
    return takewhile(lambda event: event.index > known, reversed(events))


def decides(earlier: Operation, event: Operation) -> bool:
    """Return whether nothing before `earlier` need be reversed yet.

    A blocking event cannot overtake whoever only looks while another has what it waits for; then it is that
    other, further back, which it competes with. And where it only looks itself (`Queue.join`, `Event.wait`), each of
    several changes may hold it up: it must overtake them all, and before the last alone it still could not go on.
    """
    if not event.kind.blocking:
        return True
    return event.kind.changes and earlier.kind.changes and not earlier.kind.idle


def direct(event: Operation, rivals: list[Operation]) -> list[Operation]:
    """Leave out every rival that happened before one that decides: that one is reversed first."""
    return latest(rivals, [one for one in rivals if decides(one, event)])


def latest(events: list[Operation], others: list[Operation]) -> list[Operation]:
    """Leave out every event that happened before one of the others."""
    return [one for one in events if not any(one is not other and knows(other.clock, one) for other in others)]
