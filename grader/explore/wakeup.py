"""Wakeup trees: what must still be tried from a state, as sequences of threads that nobody need be asleep for.

Abdulla, Aronis, Jonsson and Sagonas, "Source sets: a foundation for optimal dynamic partial order reduction",
JACM 2017, section 6. A sequence reverses one race: all that happened without the earlier event, then the later
one. It is left out if one that is there already, or somebody who sleeps, begins the same interleavings.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from grader.explore.clocks import knows
from grader.explore.operation import ALL, AWAIT, ENTRIES, INSERT, LAPSE, WRITE, Operation, at_odds, meetings
from grader.explore.run import Run


class Tree(dict[int, "Tree"]):
    """Thread -> what must be tried after it went; the first one goes first. Empty: anything may follow.

    Who is to be `awake` from here on may not be left out of what follows, whatever it commuted with on the way here.
    """

    awake: frozenset[int] = frozenset()


class Reversal:
    """What happened from `earlier` on without depending on it, and then `later`, which raced with it."""

    def __init__(self, run: Run, earlier: Operation, later: Operation, end: int) -> None:
        self.run = run
        self.earlier = earlier
        self.later = later
        rest = run.trace[earlier.position + 1 : end]
        self.events = [*(event for event in rest if not knows(event.clock, earlier) and event is not later), later]
        self.looks = earlier.reach is not None or later.reach is not None
        self.gone: Counter[int] = Counter()

    def begins(self, slot: int) -> bool:
        """Whether the thread's next step could be the first (it is a weak initial)."""
        own = self.own(slot)
        if own is not None:
            return not any(self.precedes(other, own) for other in self.events if other is not own)
        step = self.step(slot)
        if step is None or self.varies(step):
            return False
        return all(apart(step, event) for event in self.events)

    def doubtful(self, slot: int) -> bool:
        """Whether the thread's next step might be the first after all, had a look concerned less or more."""
        step = None if self.own(slot) else self.step(slot)
        if step is None or not self.varies(step):
            return False
        return all(apart(step, event) for event in self.events if event.reach is None)

    def varies(self, step: Operation) -> bool:
        """Whether it may hang on who comes first if the step concerns what somebody looks at, or looks at itself."""
        if step.reach is not None:
            return changes(self.earlier) or any(map(changes, self.events))
        return self.looks and changes(step)

    def own(self, slot: int) -> Operation | None:
        """Return what a thread does first, if it takes part."""
        for event in self.events:
            if event.task.slot == slot:
                return event
        return None

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
        """Return the next step of a thread that takes no part; None if there is none, or its time comes only later."""
        if slot >= len(self.run.tasks):  # started in another execution, after what has not happened in this one
            return None
        task, start = self.run.tasks[slot], self.earlier.position
        index = bisect_right(task.events, start, key=lambda event: event.position) + self.gone[slot]
        step = task.events[index] if index < len(task.events) else None if task.ended else task.pending
        return step if step is not None and step.due <= start else None

    def advance(self, slot: int) -> None:
        """Let the thread take its next step."""
        own = self.own(slot)
        if own is not None:
            self.events.remove(own)
        self.gone[slot] += 1

    def insert(self, tree: Tree, asleep: Iterable[int]) -> None:
        """Add this sequence to `tree`, where some are `asleep`, unless one that is there begins it."""
        doubtful: set[int] = set()
        while self.events:
            slot = next((slot for slot in tree if self.begins(slot)), None)
            doubtful.update(other for other in (*asleep, *tree) if other != slot and self.doubtful(other))
            if slot is None:
                for event in self.events:
                    tree = tree.setdefault(event.task.slot, Tree())
                # A branch which a sleeper begins would not stand for all that begin so.
                tree.awake = frozenset(doubtful)
                return
            self.advance(slot)
            tree, asleep = tree[slot], ()
            if not tree:
                return


def changes(step: Operation) -> bool:
    """Return whether a step changes what looks may go through."""
    return step.asked in (WRITE, INSERT)


def apart(step: Operation, event: Operation) -> bool:
    """Return whether two steps surely commute, also where they turn out to be more than they were this time."""
    for one in (step, event):
        if one.kind is AWAIT or (one.kind is LAPSE and one.due < 0):
            return False
    if at_odds(step, event):
        return False
    if not (step.asked.changes or event.asked.changes):
        return True
    if step.target is not event.target:
        return not (step.parts or event.parts) or all(apart(*pair) for pair in meetings(step, event))
    together = step.key is ALL or event.key is ALL or step.key == event.key
    return not together and not (step.asked is event.asked and step.asked in ENTRIES)
