"""Outcomes as they are gathered: told apart, counted, and each with the schedule that has the fewest switches."""

from dataclasses import dataclass, field

from grader.explore.addresses import Numbering
from grader.explore.execution import Ending
from grader.explore.model import Budget
from grader.explore.run import Run
from grader.explore.shorten import Course, switches

TRIED = 25
"""Of how many executions of each outcome the order is optimised."""
LONG = 1000
"""Of how many events a course is not kept until somebody asks for the order."""


@dataclass(slots=True)
class Seen:
    """One outcome: how it ends, since when and how often it was seen, and its best schedule so far.

    Where there is no other outcome nobody may ever ask for a schedule: `courses` have not been compared yet.
    """

    ending: Ending
    first: int
    courses: list[Course]
    order: list[int] | None = None
    own: list[int] = field(default_factory=list)
    executions: int = 1

    def compare(self) -> None:
        """Find the schedule with the fewest switches."""
        for course in self.courses:
            order = course.fewest_switches()
            if self.order is None or switches(order) < switches(self.order):
                self.order, self.own = order, course.own
        self.courses.clear()


@dataclass(slots=True)
class Gathering:
    """All outcomes so far, how many executions there were, and whether in one of them polling was held back."""

    seen: dict[object, Seen] = field(default_factory=dict)
    executions: int = 0
    steps: int = 0
    held_back: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether some outcome differs from others or is no returned value, or a thread died or was left in it."""
        endings = [one.ending for one in self.seen.values()]
        return len(endings) != 1 or any(one.kind != "returned" or one.uncaught or one.left for one in endings)

    def within(self, part: Budget) -> bool:
        """Whether there may be one more execution; there is always a first."""
        return self.executions < max(part.executions, 1) and self.steps < part.total

    def add(self, run: Run, ending: Ending) -> None:
        """Count one execution."""
        index, self.executions = self.executions, self.executions + 1
        self.steps += run.steps
        self.held_back |= run.held_back
        if run.stopped == "redundant":
            return
        key = key_of(ending)
        one = self.seen.get(key)
        if one is None:
            self.seen[key] = Seen(ending, index, [Course.of(run)])
            return
        one.executions += 1
        if one.executions <= TRIED:
            self.keep(run, one)

    def keep(self, run: Run, one: Seen) -> None:
        """Keep the schedule of an execution if its outcome has no shorter one."""
        one.courses.append(Course.of(run))
        if len(self.seen) > 1 or len(run.trace) > LONG:
            one.compare()

    def improve(self, run: Run, ending: Ending) -> None:
        """Look at one more way to an outcome, if that is known."""
        one = self.seen.get(key_of(ending))
        if one is not None:
            self.keep(run, one)


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
