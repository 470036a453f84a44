"""Random walks, for programs that are too large to prove.

`Walk` gives every thread the same chance at every step; then orders in which a thread with much to do comes late, or
one with little to do in the middle, hardly ever happen. `Selective` is SURW, the selectively uniform random walk of
Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing", ASPLOS 2025: it chooses a few
events of interest, here all that concern one variable or one sort of lock, and gives each of *their* orders the same
chance, by drawing who is to do the next of them in proportion to how many each thread still has before it.
Whoever comes to another such event waits for its turn; for all other events any thread may be next.
"""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

from grader.explore.containers import CONTAINERS, PLAIN
from grader.explore.operation import START, Operation
from grader.explore.run import Run
from grader.explore.task import Task

Group = tuple[type, object]
"""What events have in common whose order a walk attends to: the type of their target and the name of the variable."""

UNLIKELY = 0.01
"""The weight of a thread that should have no chosen event left: counts of another execution are an estimate."""


@dataclass(slots=True)
class Walk:
    """Random walks: after each operation any thread that can go on may be next."""

    random: Random
    proves: ClassVar[bool] = False

    def pick(self, run: Run) -> Task | None:
        """Return any thread."""
        able = run.ready()
        return self.random.choice(able) if able else None

    def next(self, run: Run) -> bool:  # noqa: ARG002  (other searches learn from it)
        """There is always another walk."""
        return True


@dataclass(slots=True)
class Selective:
    """Selectively uniform random walks; the first is a naive one, which counts the events."""

    random: Random
    counts: dict[Group, Counter[int]] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    chosen: Group | None = None
    left: Counter[int] = field(default_factory=Counter)
    next_one: Task | None = None
    born: int = 1
    seen: int = 0
    proves: ClassVar[bool] = False

    def pick(self, run: Run) -> Task | None:
        """Return the thread whose turn it is at the chosen events, or any that is at none of them."""
        self.look(run)
        able = run.ready()
        if len(able) < 2:
            return able[0] if able else None
        if self.chosen is None:
            return self.random.choice(able)
        if self.next_one is not None and self.born < len(run.tasks):
            self.bequeath(run, self.next_one)
        self.born = len(run.tasks)
        if self.next_one not in able:
            self.next_one = self.drawn(run, able)
        free = [task for task in able if task is self.next_one or group_of(task.pending) != self.chosen]
        return self.random.choice(free)

    def bequeath(self, run: Run, parent: Task) -> None:
        """Let whoever was drawn for the threads to come draw among itself and those that have come."""
        heirs = [task for task in run.tasks[self.born :] if self.parents.get(task.slot) == parent.slot]
        self.next_one = self.drawn(run, [parent, *heirs])

    def drawn(self, run: Run, able: list[Task]) -> Task:
        """Draw who does the next of the chosen events: by how many each has left, those of threads to come included."""
        weights: Counter[int] = Counter()
        for slot, count in self.left.items():
            weights[self.alive(run, slot)] += count
        return self.random.choices(able, [max(weights[task.slot], UNLIKELY) for task in able])[0]

    def alive(self, run: Run, slot: int) -> int:
        """Return the thread that has been started of `slot` and those who are to start it."""
        while slot >= len(run.tasks):
            slot = self.parents.get(slot, 0)
        return slot

    def look(self, run: Run) -> None:
        """Count what has happened of the chosen events, and let somebody do the next one."""
        for event in run.trace[self.seen :]:
            if self.chosen is not None and group_of(event) == self.chosen:
                self.left[event.task.slot] -= 1
                self.next_one = None
        self.seen = len(run.trace)

    def next(self, run: Run) -> bool:
        """Count what happened, if the execution went to its end, and choose what the next walk attends to."""
        if not self.counts or all(task.ended for task in run.tasks):
            self.count(run)
        contended = [group for group, counts in self.counts.items() if len(counts) > 1]
        self.chosen = self.random.choice(contended) if contended else None
        self.left = Counter(self.counts[self.chosen] if self.chosen else {})
        self.next_one, self.born, self.seen = None, 1, 0
        return True

    def count(self, run: Run) -> None:
        """Count the events of each group by thread, and who started whom."""
        self.counts, born = {}, 1
        for event in run.trace:
            self.counts.setdefault(group_of(event), Counter())[event.task.slot] += 1
            if event.kind is START:
                self.parents[born] = event.task.slot
                born += 1


def group_of(event: Operation | None) -> Group:
    """Return what an event is about, as far as that has a name that is the same in every execution."""
    if event is None or event.target is event:
        return (Operation, None)
    named = isinstance(event.target, CONTAINERS) and isinstance(event.key, PLAIN)
    return (type(event.target), event.key if named else None)
