"""Outcomes as they are gathered: told apart, counted, and each with the schedule that has the fewest switches."""

from dataclasses import dataclass, field

from grader.explore.addresses import Numbering
from grader.explore.execution import Ending
from grader.explore.model import Budget
from grader.explore.run import Run
from grader.explore.shorten import fewest_switches, switches

TRIED = 25
"""Of how many executions of each outcome the order is optimised."""


@dataclass(slots=True)
class Seen:
    """One outcome: how it ends, how often it was seen, since when, and its best schedule so far."""

    ending: Ending
    first: int
    order: list[int]
    own: list[int]
    executions: int = 1


@dataclass(slots=True)
class Gathering:
    """All outcomes so far, and how many executions there were."""

    seen: dict[object, Seen] = field(default_factory=dict)
    executions: int = 0
    steps: int = 0

    def within(self, part: Budget) -> bool:
        """Whether there may be one more execution; there is always a first."""
        return self.executions < max(part.executions, 1) and self.steps < part.total

    def add(self, run: Run, ending: Ending) -> None:
        """Count one execution."""
        index, self.executions = self.executions, self.executions + 1
        self.steps += run.steps
        if run.stopped == "redundant":
            return
        key = key_of(ending)
        one = self.seen.get(key)
        if one is None:
            own = [event.task.slot for event in run.trace]
            self.seen[key] = Seen(ending, index, fewest_switches(run), own)
            return
        one.executions += 1
        if one.executions <= TRIED:
            self.improve(run, ending)

    def improve(self, run: Run, ending: Ending) -> None:
        """Keep the schedule of an execution if its outcome has no shorter one."""
        one = self.seen.get(key_of(ending))
        order = fewest_switches(run)
        if one is not None and switches(order) < switches(one.order):
            one.order, one.own = order, [event.task.slot for event in run.trace]


def key_of(ending: Ending) -> object:
    """Return by what outcomes are told apart."""
    error = ending.error and (ending.error.type, ending.error.message)
    uncaught = tuple((one.type, one.message, one.thread) for one in ending.uncaught)
    shape = tuple((wait.thread, wait.line, wait.awaits, wait.wants, wait.held_by, wait.holds) for wait in ending.waits)
    return (ending.kind, canonical(ending.value), error, uncaught, ending.left, shape)


def canonical(value: object) -> object:
    """Return something hashable that is equal exactly for equal plain data of equal types."""
    if isinstance(value, dict):
        return (dict, tuple(sorted(((repr(key), canonical(part)) for key, part in value.items()), key=repr)))
    if isinstance(value, (list, tuple)):
        return (type(value), tuple(map(canonical, value)))
    return (type(value), Numbering().text(repr(value)))
