"""Reorder an execution, without changing what depends on what, so that threads alternate as little as possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from grader.explore.clocks import merge
from grader.explore.operation import LAPSE, SLEEP, Operation
from grader.explore.run import Run


@dataclass(frozen=True, slots=True)
class Course:
    """What is kept of an execution to reorder it: its own order of threads, and per thread the clocks of its events."""

    own: list[int]
    clocks: list[list[list[int]]]

    @classmethod
    def of(cls, run: Run) -> Self:
        """Return the course that an execution took."""
        run.history.catch_up()
        own = [event.task.slot for event in run.trace]
        late = dict(sleeps(run)) if run.attended else {}  # without clocks there was no time-out
        return cls(own, [[late.get(event, event.clock) for event in task.events] for task in run.tasks])

    def fewest_switches(self) -> list[int]:
        """Return an order of threads, one per event, that is equivalent to the execution's own.

        Greedy: a thread goes on while what its next event depends on has happened, then the one that gets furthest.
        """
        slots = range(len(self.clocks))
        emitted = [0] * len(slots)
        order: list[int] = []
        current, length = 0, self.reach(0, emitted)
        while len(order) < len(self.own):
            order += [current] * length
            emitted[current] += length
            length, current = max((self.reach(slot, emitted), -slot) for slot in slots)
            current = -current
            if not length:
                break
        return order

    def reach(self, slot: int, emitted: list[int]) -> int:
        """Return how many events of a thread can follow each other now."""
        clocks = self.clocks[slot]
        begun = emitted[slot]
        for index in range(begun, len(clocks)):
            for other, count in enumerate(clocks[index]):
                if count and count > emitted[other] and other != slot:  # there may be counts for more threads, all 0
                    return index - begun
        return len(clocks) - begun


def sleeps(run: Run) -> Iterator[tuple[Operation, list[int]]]:
    """Give each sleep that follows a time-out, with a clock that knows it: before it, the sleep would forestall it."""
    latest: Operation | None = None
    for event in run.trace:
        if event.kind is LAPSE:
            latest = event
        elif event.kind is SLEEP and latest is not None:
            known = event.clock.copy()
            merge(known, latest.clock)
            yield event, known


def switches(order: list[int]) -> int:
    """Return how often the thread changes."""
    return sum(one != other for one, other in pairwise(order))
