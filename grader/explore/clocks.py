"""Happens-before: vector clocks over the events of one execution.

An event of the thread in slot s with index n happened before every event whose clock has at least n at s.
"""

from grader.explore.operation import LAPSE, Operation, dependent, rival
from grader.explore.task import Task


def merge(clock: list[int], other: list[int]) -> None:
    """Make `clock` know whatever `other` knows."""
    for slot, count in enumerate(other):
        clock[slot] = max(clock[slot], count)


def knows(clock: list[int], event: Operation) -> bool:
    """Return whether `event` happened before the event that has this clock."""
    slot = event.task.slot
    return slot < len(clock) and clock[slot] >= event.index


class History:
    """The events of one execution by what they concern and by thread."""

    def __init__(self) -> None:
        self.trace: list[Operation] = []
        self.lanes: dict[int, tuple[object, dict[int, list[Operation]]]] = {}

    def add(self, event: Operation) -> None:
        """Enter an event that has just happened: fill in its clock, position and rivals."""
        task = event.task
        held = self.lanes.get(id(event.target))
        if held is None:
            held = self.lanes[id(event.target)] = (event.target, {})
        lanes = held[1]
        if len(lanes) > (task.slot in lanes):
            joined, event.rivals = past(event, lanes)
            self.learn(task, joined)
        if event.kind is LAPSE or event.after is not None:
            self.learn(task, self.trace if event.kind is LAPSE else [event.after] if event.after else [])
        event.index = task.clock[task.slot] = task.clock[task.slot] + 1
        event.clock = task.clock.copy()
        event.position = len(self.trace)
        event.now = task.now
        if task.slot in lanes:
            lanes[task.slot].append(event)
        else:
            lanes[task.slot] = [event]
        task.events.append(event)
        self.trace.append(event)

    def learn(self, task: Task, events: list[Operation]) -> None:
        """Merge into what `task` knows, and its time, what `events` knew."""
        for earlier in events:
            merge(task.clock, earlier.clock)
            task.now = max(task.now, earlier.now)

    def rivals(self, pending: Operation) -> list[Operation]:
        """Return with which events an operation that never happened competes."""
        held = self.lanes.get(id(pending.target))
        return past(pending, held[1])[1] if held else []


def past(event: Operation, lanes: dict[int, list[Operation]]) -> tuple[list[Operation], list[Operation]]:
    """Return the latest events that `event` depends on, one per other thread, and those it races with."""
    joined: list[Operation] = []
    rivals: list[Operation] = []
    known = event.task.clock
    for slot, events in lanes.items():
        if slot != event.task.slot:
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
    last = [one for one in rivals if decides(one, event)]
    return [one for one in rivals if not any(one is not other and knows(other.clock, one) for other in last)]
