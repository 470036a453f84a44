"""Reorder an execution, without changing what depends on what, so that threads alternate as little as possible."""

from itertools import pairwise

from grader.explore.run import Run
from grader.explore.task import Task


def fewest_switches(run: Run) -> list[int]:
    """Return an order of threads, one per event, that is equivalent to the execution's own.

    Greedy: a thread goes on while what its next event depends on has happened, then the one that gets furthest.
    """
    run.history.catch_up()
    emitted = [0] * len(run.tasks)
    order: list[int] = []
    current: Task | None = run.tasks[0]
    while len(order) < len(run.trace) and current is not None:
        length = reach(current, emitted)
        order += [current.slot] * length
        emitted[current.slot] += length
        current = max(run.tasks, key=lambda task: (reach(task, emitted), -task.slot))
        if not reach(current, emitted):
            current = None
    return order


def reach(task: Task, emitted: list[int]) -> int:
    """Return how many events of `task` can follow each other now."""
    begun = emitted[task.slot]
    for count, event in enumerate(task.events[begun:]):
        known = event.clock
        if any(known[slot] > emitted[slot] for slot in range(len(known)) if slot != task.slot):
            return count
    return len(task.events) - begun


def switches(order: list[int]) -> int:
    """Return how often the thread changes."""
    return sum(one != other for one, other in pairwise(order))
