"""Random walks, for programs that are too large to prove.

`Walk` gives every thread the same chance at every step; then orders in which a thread with much to do comes late, or
one with little to do in the middle, hardly ever happen. `Selective` is SURW, the selectively uniform random walk of
Zhao, Wolff, Mathur and Roychoudhury, "Selectively uniform concurrency testing", ASPLOS 2025: it chooses a few
events of interest, here all that concern one variable or one sort of lock, and gives each of *their* orders the same
chance, by drawing who is to do the next of them in proportion to how many each thread still has before it.
Whoever comes to another such event waits for its turn; for all other events any thread may be next.
"""

from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

from grader.explore.containers import METHODS, PLAIN
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
        return one_of(self.random, able) if able else None

    def next(self, run: Run) -> bool:  # noqa: ARG002  (other searches learn from it)
        """There is always another walk."""
        return True


@dataclass(slots=True)
class Selective:
    """Selectively uniform random walks; the first is a naive one, which counts the events."""

    random: Random
    counts: dict[Group, dict[int, int]] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    chosen: Group | None = None
    left: dict[int, int] = field(default_factory=dict)
    next_one: Task | None = None
    born: int = 1
    seen: int = 0
    proves: ClassVar[bool] = False

    def pick(self, run: Run) -> Task | None:
        """Return the thread whose turn it is at the chosen events, or any that is at none of them."""
        able = run.ready()
        if len(able) < 2:  # nothing to choose; what happens meanwhile is counted when there is
            return able[0] if able else None
        if self.chosen is None:
            return one_of(self.random, able)
        self.look(run, self.chosen)
        if self.next_one is not None and self.born < len(run.tasks):
            self.bequeath(run, self.next_one)
        self.born = len(run.tasks)
        if self.next_one not in able:
            self.next_one = self.drawn(run, able)
        free = [task for task in able if task is self.next_one or not at(task, self.chosen)]
        return free[0] if len(free) == 1 else one_of(self.random, free)

    def bequeath(self, run: Run, parent: Task) -> None:
        """Let whoever was drawn for the threads to come draw among itself and those that have come."""
        heirs = [task for task in run.tasks[self.born :] if self.parents.get(task.slot) == parent.slot]
        self.next_one = self.drawn(run, [parent, *heirs])

    def drawn(self, run: Run, able: list[Task]) -> Task:
        """Draw who does the next of the chosen events: by how many each has left, those of threads to come included."""
        weights: dict[int, int] = {}
        for slot, count in self.left.items():
            alive = self.alive(run, slot)
            weights[alive] = weights.get(alive, 0) + count
        return self.random.choices(able, [max(weights.get(task.slot, 0), UNLIKELY) for task in able])[0]

    def alive(self, run: Run, slot: int) -> int:
        """Return the thread that has been started of `slot` and those who are to start it."""
        while slot >= len(run.tasks):
            slot = self.parents.get(slot, 0)
        return slot

    def look(self, run: Run, chosen: Group) -> None:
        """Count what has happened of the chosen events, and let somebody do the next one."""
        for event in run.trace[self.seen :]:
            if type(event.target) is chosen[0] and group_of(event) == chosen:  # the type alone rules most of them out
                slot = event.task.slot
                self.left[slot] = self.left.get(slot, 0) - 1
                self.next_one = None
        self.seen = len(run.trace)

    def next(self, run: Run) -> bool:
        """Count what happened, if the execution went to its end, and choose what the next walk attends to."""
        if not self.counts or all(task.ended for task in run.tasks):
            self.count(run)
        contended = [group for group, counts in self.counts.items() if len(counts) > 1]
        self.chosen = self.random.choice(contended) if contended else None
        self.left = dict(self.counts[self.chosen]) if self.chosen else {}
        self.next_one, self.born, self.seen = None, 1, 0
        return True

    def count(self, run: Run) -> None:
        """Count the events of each group by thread, and who started whom."""
        self.counts, born = {}, 1
        for event in run.trace:
            slot, counts = event.task.slot, self.counts.setdefault(group_of(event), {})
            counts[slot] = counts.get(slot, 0) + 1
            if event.kind is START:
                self.parents[born] = slot
                born += 1


def one_of(random: Random, tasks: list[Task]) -> Task:
    """Return any of some threads.

    `Random.choice` takes one and a half times as long to be free of a bias of 2**-53, which shows nowhere.
    """
    return tasks[int(random.random() * len(tasks))]


def at(task: Task, chosen: Group) -> bool:
    """Return whether the next thing that a thread does is one of the chosen events."""
    pending = task.pending
    return pending is not None and type(pending.target) is chosen[0] and group_of(pending) == chosen


def group_of(event: Operation) -> Group:
    """Return what an event is about, as far as that has a name that is the same in every execution."""
    target, key = event.target, event.key
    named = type(target) in METHODS and isinstance(key, PLAIN)
    return (type(target), key if named else None)
