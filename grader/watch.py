"""What the kernel says about the processes of a run (Linux `/proc`), seen from outside.

Asleep is decided by facts, not by waiting a while. The kernel tells a system call only of a task that is
off the processor (`syscall`), and counts a switch whenever one leaves it (`status`); so a task that was
asleep in two looks, with the same number of switches, did not run from the count of the first look to the
system call of the second. If that holds for every task, there was a moment at which all of them slept;
and who could have woken them slept too.
"""

import ctypes
import os
import signal
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.syscalls import ANY, Rest, child_awaited, rest

PR_SET_CHILD_SUBREAPER = 36
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Task:
    """One thread of one process: `switches` counts how often it was scheduled, `cpu` its clock ticks.

    `child` is the pid of the child that it waits for, ANY for more than one, None for none.
    """

    pid: int
    tid: int
    parent: int
    rest: Rest
    switches: int
    cpu: int
    call: int | None
    child: int | None
    arguments: tuple[int, ...] = ()


def available() -> bool:
    """Whether this platform lets us look at processes from outside."""
    return sys.platform == "linux" and (PROC / "self" / "syscall").exists()


def adopt_orphans() -> None:
    """Make this process the parent of every orphan among its descendants (prctl(2)), so that none is lost."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def lacking(needs: Iterable[str]) -> list[str]:
    """Return which of `needs` this platform does not offer: `fork`, or `proc` (processes seen from outside)."""
    offered = {"fork": hasattr(os, "fork"), "proc": available()}
    return [need for need in needs if not offered.get(need, False)]


def parents(strangers: Collection[str] = ()) -> dict[int, tuple[int, str]]:
    """Return every process of the machine but for `strangers`: pid -> (parent's pid, state letter)."""
    found = {}
    for entry in os.listdir(PROC):  # noqa: PTH208  (a settle looks hundreds of times: Path objects cost half of it)
        if entry.isdecimal() and entry not in strangers and (fields := stat_fields(f"/proc/{entry}/stat")):
            found[int(entry)] = (int(fields[1]), fields[0])
    return found


def strangers(root: int) -> set[str]:
    """Return the pids, as `/proc` names them, of all processes now that are neither `root` nor descend from it."""
    everyone = parents()
    return {str(pid) for pid in everyone.keys() - family(root, everyone).keys() - {root}}


def family(root: int, known: Mapping[int, tuple[int, str]] | None = None) -> dict[int, str]:
    """Return the descendants of `root` (without it): pid -> state letter, `Z` for a zombie."""
    everyone = parents() if known is None else known
    found: dict[int, str] = {}
    generation = {root}
    while generation:
        generation = {pid for pid, (parent, _) in everyone.items() if parent in generation and pid not in found}
        found.update({pid: everyone[pid][1] for pid in generation})
    return found


def tasks(pids: Iterable[int]) -> tuple[Task, ...]:
    """Return a look at every thread of the processes `pids`; one that is gone meanwhile is left out."""
    found = []
    for pid in sorted(pids):
        found += [task for tid in threads(pid) if (task := look(pid, tid))]
    return tuple(found)


def threads(pid: int) -> list[int]:
    """Return the ids of a process's threads; none if it is no more."""
    try:
        return sorted(map(int, os.listdir(f"/proc/{pid}/task")))  # noqa: PTH208  (as above)
    except (FileNotFoundError, ProcessLookupError):
        return []


def overdue(seen: Collection[Task]) -> bool:
    """Whether one of the tasks in a look sleeps until a child has ended that has: the kernel is about to wake it.

    The last thread of a process leaves the list of threads a moment before the parent is told (see release_task in
    the kernel), so for that moment a zombie without any thread and a parent that waits for it are both to be seen.
    """
    waiting = {(task.pid, task.child) for task in seen if task.child is not None}
    threads = Counter(task.pid for task in seen)
    dead = [task for task in seen if task.rest == "gone" and threads[task.pid] == 1]
    return any((task.parent, child) in waiting for task in dead for child in (ANY, task.pid))


def look(pid: int, tid: int) -> Task | None:
    """Return what one thread is doing, or None if it is no more."""
    folder = f"/proc/{pid}/task/{tid}"
    fields = stat_fields(f"{folder}/stat")
    if not fields:
        return None
    try:
        words = call_of(folder)
        with open(f"{folder}/status", "rb") as file:  # noqa: PTH123  (after the call: see the head of this module)
            switches = sum(int(row.split()[1]) for row in file if b"ctxt_switches" in row)
    except (FileNotFoundError, ProcessLookupError):
        words, switches = [], 0
    cpu = int(fields[11]) + int(fields[12])
    call = int(words[0]) if len(words) > 1 and words[0].lstrip(b"-").isdigit() else None
    resting = rest(fields[0], call, words)
    arguments = tuple(int(word, 16) for word in words[1:7]) if call is not None else ()
    return Task(pid, tid, int(fields[1]), resting, switches, cpu, call, child_awaited(call, words), arguments)


def call_of(folder: str) -> list[bytes]:
    """Return what a task's `syscall` file says, nothing where only root may read it: a zombie's, for one.

    That such a zombie may not have told its parent yet is seen by `overdue`.
    """
    try:
        with open(f"{folder}/syscall", "rb") as file:  # noqa: PTH123  (as above)
            return file.read().split()
    except PermissionError:
        return []


def stat_fields(path: str) -> list[str]:
    """Return the fields of a `stat` file from the state on; empty if the process is no more."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (as above)
            return file.read().rpartition(b")")[2].decode().split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def inner(pid: int) -> int:
    """Return the pid by which a process knows itself: in a namespace it is another one than outside."""
    try:
        with open(f"/proc/{pid}/status", "rb") as file:  # noqa: PTH123  (as above)
            return next((int(row.split()[-1]) for row in file if row.startswith(b"NSpid:")), pid)
    except (FileNotFoundError, ProcessLookupError):
        return pid


def command(pid: int) -> str:
    """Return the command line of a process; empty if it is no more."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def end_family(root: int, spare: Collection[int] = ()) -> None:
    """Kill `root`, its descendants and all orphans that we adopted, until none is left; reap the orphans.

    Our own children are processes that we started one at a time, so whatever else has become a
    child of ours came from the run that ends now, unless it is named in `spare`.
    """
    if sys.platform != "linux":
        kill_group(root)
        return
    me = os.getpid()
    while True:
        everyone = parents()
        ours = ({root, *family(root, everyone), *family(me, everyone)} & everyone.keys()) - {me, *spare}
        for group in {group_of(pid) for pid in ours} - {0, os.getpgrp()}:
            kill_group(group)  # a whole group at once: who forks and ends in turn cannot slip through
        for pid in ours:
            kill(pid)
        for pid in ours - {root}:
            reap(pid)
        if all(pid == root and everyone[pid][1] in "ZX" for pid in ours):
            return  # not before a look that saw nobody die: the dead may have left a child that the look missed


def end_descendants(root: int) -> None:
    """Kill all descendants of `root`, who collects those that are or become its children, until none is alive."""
    while living := [pid for pid, state in family(root).items() if state not in "ZX"]:
        for group in {group_of(pid) for pid in living} - {0, os.getpgrp(), group_of(root)}:
            kill_group(group)
        for pid in living:
            kill(pid)


def group_of(pid: int) -> int:
    """Return the process group of a process, 0 if it is no more."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def end_children() -> None:
    """Kill and reap all that this process has started or adopted."""
    if sys.platform == "linux":
        end_family(os.getpid())


def kill(pid: int) -> None:
    """Send SIGKILL to a process that may already be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def kill_group(leader: int) -> None:
    """Send SIGKILL to a process group that may already be gone."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def reap(pid: int) -> None:
    """Collect a dead child's status, if it is ours and dead."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
