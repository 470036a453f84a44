"""An exploration computes from its request to its answer. Here is told, from outside, that one no longer does.

No thread of it ever waits in the kernel, because its threads are not the kernel's. So if all that a stage consists of
is asleep, student code has got hold of something real that blocks, and nobody else is there who could wake it.
"""

import os

from grader import watch
from grader.judge.finding import Finding
from grader.judge.settling import Lull, Pollers, settled

SURE = 3  # looks that must agree with the one before
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Standstill:
    """Watches a `stage` and all others whom `root` has below it; each may use so many seconds of `cpu`, and so may all.

    That one has more than its part is the kernel's affair, unless it turns a deaf ear to the signal that says so.
    """

    def __init__(self, stage: int, root: int, cpu: float) -> None:
        self._stage, self._root, self._most = stage, root, int(cpu * TICKS)
        self._lull, self._calm = Lull(), 0
        self._before: tuple[watch.Task, ...] = ()

    def look(self) -> None:
        """Raise the finding for a stage that can never answer; to be called again and again, with pauses."""
        own = watch.tasks([self._stage])
        if any(task.rest == "awake" for task in own):
            self._lull.see(own)
            self._before, self._calm = (), 0
            self._spent(own)
        else:
            self._sleeping(watch.tasks(watch.family(self._root)))

    def _sleeping(self, now: tuple[watch.Task, ...]) -> None:
        self._spent(now)
        self._lull.see(now)
        still = bool(now) and settled(self._before, now, Pollers())
        self._before, self._calm = now, self._calm + 1 if still else 0
        if self._calm == SURE:
            raise Finding("T509" if any(task.rest == "timed" for task in now) else "D202")
        if self._lull.long:
            raise Finding("T509")

    def _spent(self, tasks: tuple[watch.Task, ...]) -> None:
        if sum(task.cpu for task in tasks) > self._most:
            raise Finding("T502", seconds=self._most // TICKS)
