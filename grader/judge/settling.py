"""Whether anything more can happen in a run before the judge does something, told from looks at its processes."""

import time
from dataclasses import dataclass, field

from grader import closeup, watch

NAPS = 8  # timed sleeps without any event after which a task counts as polling
SPIN = 100  # clock ticks of CPU time without any event after which a task counts as polling
LONG = 10.0  # seconds; whoever sleeps longer while all others sleep does not wait for anything that could come
BUSY = 3  # looks in a row that see somebody at work: then it is work, not a poller's glance


@dataclass(slots=True)
class Pollers:
    """Tells who only polls: in short timed sleeps, or by spinning, without causing any event.

    It is counted in sleeps that were seen and in CPU time, never on the clock, so that a loaded machine changes
    nothing.  A task that is at work in some other way is never taken for a poller, however often it is preempted.
    """

    naps: dict[int, set[int]] = field(default_factory=dict)
    cpu: dict[int, int] = field(default_factory=dict)

    def see(self, tasks: tuple[watch.Task, ...]) -> None:
        """Take note of who is in a timed sleep; a sleep is known by how often the task was scheduled before it."""
        for task in tasks:
            self.cpu.setdefault(task.tid, task.cpu)
            if task.rest == "timed":
                self.naps.setdefault(task.tid, set()).add(task.switches)

    def has(self, task: watch.Task) -> bool:
        """Whether a task has slept or computed often enough to be called a poller."""
        return len(self.naps.get(task.tid, ())) > NAPS or task.cpu - self.cpu.get(task.tid, task.cpu) > SPIN


@dataclass(slots=True)
class Lull:
    """How long everybody has slept or polled, without any event and without anybody who was at work in between.

    Time is told by the clock here, but it runs only while all are asleep: so load cannot make it longer.
    """

    since: float = field(default_factory=time.monotonic)
    busy: int = 0

    def see(self, tasks: tuple[watch.Task, ...]) -> None:
        """Take note of a look."""
        self.busy = self.busy + 1 if any(task.rest == "awake" for task in tasks) else 0
        if self.busy >= BUSY:
            self.since = time.monotonic()

    @property
    def long(self) -> bool:
        """Whether it has lasted longer than anything that is worth waiting for."""
        return time.monotonic() - self.since > LONG


def settled(before: tuple[watch.Task, ...], after: tuple[watch.Task, ...], pollers: Pollers) -> bool:
    """Whether there was a moment between two looks at which nobody could go on by itself, but for `pollers`."""
    later = {task.tid: task for task in after}
    if later.keys() != {task.tid for task in before} or watch.overdue(after):
        return False
    return all((later[task.tid] == task and rests(task)) or pollers.has(task) for task in before)


def rests(task: watch.Task) -> bool:
    """Whether a task sleeps for ever, or for so long that it makes no difference."""
    return task.rest in ("forever", "gone") or (task.rest == "timed" and closeup.sleeps_for(task) > LONG)


def resting(tasks: tuple[watch.Task, ...]) -> bool:
    """Whether nobody is at work."""
    return all(task.rest != "awake" for task in tasks)
