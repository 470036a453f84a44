"""What the kernel says about the processes of a run (Linux `/proc`), seen from outside.

Asleep is decided by facts, not by waiting a while. The kernel tells a system call only of a task that is
off the processor (`syscall`), and counts a switch whenever one leaves it (`status`); so a task that was
asleep in two looks, with the same number of switches, did not run from the count of the first look to the
system call of the second. If that holds for every task, there was a moment at which all of them slept;
and who could have woken them slept too.
"""

import ctypes
import os
import re
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
SAID = 1 << 16  # bytes
TRIES = 3  # looks by the lists of children, before all processes of the machine are looked at
SWITCHES = re.compile(rb"ctxt_switches:\t(\d+)")
INNER = re.compile(rb"\nNSpid:.*\t(\d+)\n")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100  # in which the kernel tells CPU time, per second


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


def parents() -> dict[int, tuple[int, str]]:
    """Return every process of the machine: pid -> (parent's pid, state letter)."""
    found = {}
    for entry in os.listdir(PROC):  # noqa: PTH208  (Path objects would cost half of a look)
        if entry.isdecimal() and (fields := stat_fields(f"/proc/{entry}/stat")):
            found[int(entry)] = (int(fields[1]), fields[0])
    return found


def descendants(root: int, inside: int | None) -> dict[int, tuple[int, str]]:
    """Return all descendants of `root`: pid -> (parent's pid, state letter).

    `inside` is the open /proc of the namespace in which `root` is the first process, None if it has none of its own.
    Of who comes, goes or is adopted meanwhile the kernel's lists of children may miss a neighbour. But all that are
    found and still there afterwards, and as many as the namespace had in between, are all that there were.
    """
    for _ in range(TRIES if inside is not None else 0):
        brood, count = offspring(root), population(inside)  # in this order
        found = {pid: (parent, f[0]) for pid, parent in brood.items() if (f := stat_fields(f"/proc/{pid}/stat"))}
        if len(found) + 1 == count:
            return found
    everyone = parents()
    return {pid: everyone[pid] for pid in family(root, everyone)}


def offspring(root: int) -> dict[int, int]:
    """Return the descendants of `root` that the kernel's lists of children lead to: pid -> parent's pid."""
    found: dict[int, int] = {}
    left = [root]
    for pid in left:  # which grows meanwhile
        for tid in threads(pid):
            born = [int(child) for child in content(f"/proc/{pid}/task/{tid}/children").split()]
            found.update(dict.fromkeys(born, pid))
            left += born
    return found


def namespace(pid: int) -> int | None:
    """Open the /proc of the namespace of a process; None if it is ours too, or not to be seen by us."""
    try:
        if os.readlink(f"/proc/{pid}/ns/pid") != os.readlink("/proc/self/ns/pid"):  # noqa: PTH115
            return os.open(f"/proc/{pid}/root/proc", os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        pass
    return None


def population(inside: int | None) -> int:
    """Return how many processes an open /proc shows."""
    return sum(map(str.isdecimal, os.listdir(inside)))  # noqa: PTH208


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
    Whom it waits for it says by the number that the child has in there, which out here may be another one's.
    """
    waiting = {(task.pid, task.child) for task in seen if task.child is not None}
    threads = Counter(task.pid for task in seen)
    dead = [task for task in seen if task.rest == "gone" and threads[task.pid] == 1]
    return any((task.parent, child) in waiting for task in dead for child in (ANY, inner(task.pid)))


def look(pid: int, tid: int) -> Task | None:
    """Return what one thread is doing, or None if it is no more."""
    folder = f"/proc/{pid}/task/{tid}"
    fields = stat_fields(f"{folder}/stat")
    if not fields:
        return None
    words, status = call_of(folder), content(f"{folder}/status")  # in this order: see the head of this module
    if not status:
        words = []
    switches = sum(map(int, SWITCHES.findall(status)))
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
        return content(f"{folder}/syscall").split()
    except PermissionError:
        return []


def stat_fields(path: str) -> list[str]:
    """Return the fields of a `stat` file from the state on; empty if the process is no more."""
    return content(path).rpartition(b")")[2].decode().split()


def content(path: str) -> bytes:
    """Return what a file of /proc says, at most SAID bytes; nothing if the process is no more.

    Without a file object: it would cost more than what the kernel has to do, and a run looks a thousand times.
    """
    try:
        fd = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, ProcessLookupError):
        return b""
    try:
        return os.read(fd, SAID)
    except ProcessLookupError:
        return b""
    finally:
        os.close(fd)


def spent(pids: Iterable[int], reaper: int | None) -> float:
    """Return the seconds of CPU time of processes, of all whom they have reaped, and of all whom `reaper` has."""
    stats = [stat_fields(f"/proc/{pid}/stat")[11:15] for pid in pids]
    stats += [stat_fields(f"/proc/{reaper}/stat")[13:15]] if reaper else []
    return sum(int(ticks) for fields in stats for ticks in fields) / TICKS


def parent(pid: int) -> int:
    """Return who is the parent of a process now, 0 if it is no more."""
    return int(next(iter(stat_fields(f"/proc/{pid}/stat")[1:2]), 0))


def inner(pid: int) -> int:
    """Return the pid by which a process knows itself: in a namespace it is another one than outside."""
    found = INNER.search(content(f"/proc/{pid}/status"))
    return int(found[1]) if found else pid


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
