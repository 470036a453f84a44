"""Wakeup trees: what must still be tried from a state, as sequences of threads that nobody need be asleep for.

Abdulla, Aronis, Jonsson and Sagonas, "Source sets: a foundation for optimal dynamic partial order reduction",
JACM 2017, section 6. A sequence reverses one race: all that happened without the earlier event, then the later
one. It is left out if one that is there already, or somebody who sleeps, begins the same interleavings.
"""

from bisect import bisect_right
from collections import Counter
from typing import Any

from grader.explore.clocks import knows
from grader.explore.operation import ALL, AWAIT, INSERT, LAPSE, READ, Operation, meetings
from grader.explore.run import Run

Tree = dict[int, Any]
"""Thread -> what must be tried after it went; the first one goes first. Empty: anything may follow."""


class Reversal:
    """What happened from `earlier` on without depending on it, and then `later`, which raced with it."""

    def __init__(self, run: Run, earlier: Operation, later: Operation, end: int) -> None:
        self.run = run
        self.start = earlier.position
        self.later = later
        rest = run.trace[earlier.position + 1 : end]
        self.events = [*(event for event in rest if not knows(event.clock, earlier) and event is not later), later]
        self.looks = earlier.reach is not None or any(event.reach is not None for event in self.events)
        self.gone: Counter[int] = Counter()

    def begins(self, slot: int) -> bool:
        """Whether the thread's next step could be the first (it is a weak initial)."""
        own = next((event for event in self.events if event.task.slot == slot), None)
        if own is not None:
            return not any(self.precedes(other, own) for other in self.events if other is not own)
        step = self.step(slot)
        if step is None or self.looks or step.reach is not None:  # what a look concerns hangs on who comes first
            return False
        return all(apart(step, event) for event in self.events)

    def precedes(self, other: Operation, event: Operation) -> bool:
        """Whether `other` must happen before `event`."""
        if event is not self.later:
            return other is not self.later and knows(event.clock, other)
        return any(
            (near is other or knows(near.clock, other)) and (near.task is event.task or not apart(near, event))
            for near in self.events
            if near is not event
        )

    def step(self, slot: int) -> Operation | None:
        """Return the next step of a thread that takes no part."""
        task = self.run.tasks[slot]
        index = bisect_right(task.events, self.start, key=lambda event: event.position) + self.gone[slot]
        if index < len(task.events):
            return task.events[index]
        return None if task.ended else task.pending

    def advance(self, slot: int) -> None:
        """Let the thread take its next step."""
        own = next((event for event in self.events if event.task.slot == slot), None)
        if own is not None:
            self.events.remove(own)
        self.gone[slot] += 1

    def insert(self, tree: Tree) -> None:
        """Add this sequence to `tree` unless one that is there begins it."""
        while self.events:
            slot = next((slot for slot in tree if self.begins(slot)), None)
            if slot is None:
                for event in self.events:
                    tree = tree.setdefault(event.task.slot, {})
                return
            self.advance(slot)
            tree = tree[slot]
            if not tree:
                return


def apart(step: Operation, event: Operation) -> bool:
    """Return whether two steps surely commute, also where they turn out to be more than they were this time."""
    if step.kind in (LAPSE, AWAIT) or event.kind in (LAPSE, AWAIT):
        return False
    if step.asked is READ and event.asked is READ:
        return True
    if step.target is not event.target:
        return not (step.parts or event.parts) or all(apart(*pair) for pair in meetings(step, event))
    together = step.key is ALL or event.key is ALL or step.key == event.key
    return not together and not (step.asked is INSERT and event.asked is INSERT)
