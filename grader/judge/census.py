"""Who is there at one moment of a run, and what the kernel knows of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader import closeup, watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A living process; `pid` and `parent` are those that it knows itself, `cpu` the seconds that it has computed.

    Whom it has reaped counts as its own work, as for the kernel.
    """

    pid: int
    parent: int
    threads: int
    cpu: float


def counted(pids: Iterable[int]) -> dict[int, Process]:
    """Return what is known of processes by their own pids; the library's helpers and the dead are left out."""
    found = (process(pid) for pid in pids if not closeup.is_helper(pid))
    return {one.pid: one for one in found if one}


def process(pid: int) -> Process | None:
    """Return what is known of one process, None if no thread of it lives any more."""
    threads = [task for task in watch.tasks([pid]) if task.rest != "gone"]
    if not threads:
        return None
    parent = watch.inner(threads[0].parent)
    return Process(pid=watch.inner(pid), parent=parent, threads=len(threads), cpu=watch.spent([pid], reaper=None))
