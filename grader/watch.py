"""What the kernel says about the processes of a run (Linux `/proc`), seen from outside.

Asleep is decided by facts, not by waiting a while: a task that was asleep in two looks, with
the same number of context switches, did not run in between. If that holds for every task, there
was a moment at which all of them slept; and who could have woken them slept too.
"""

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Rest = Literal["awake", "timed", "forever", "gone"]

PR_SET_CHILD_SUBREAPER = 36
PROC = Path("/proc")

# system call -> index of the argument that holds its time-out, and the value that means "none"; None: always timed
X86_64: Mapping[int, tuple[int, int] | None] = {
    7: (2, 0xFFFFFFFF),  # poll
    23: (4, 0),  # select
    35: None,  # nanosleep
    128: (2, 0),  # rt_sigtimedwait
    202: (3, 0),  # futex
    219: None,  # restart_syscall, of a sleep that a signal interrupted
    230: None,  # clock_nanosleep
    232: (3, 0xFFFFFFFF),  # epoll_wait
    270: (4, 0),  # pselect6
    271: (2, 0),  # ppoll
    281: (3, 0xFFFFFFFF),  # epoll_pwait
    441: (3, 0),  # epoll_pwait2
}
AARCH64: Mapping[int, tuple[int, int] | None] = {
    22: (3, 0xFFFFFFFF),  # epoll_pwait
    72: (4, 0),  # pselect6
    73: (2, 0),  # ppoll
    98: (3, 0),  # futex
    101: None,  # nanosleep
    115: None,  # clock_nanosleep
    128: None,  # restart_syscall
    137: (2, 0),  # rt_sigtimedwait
    441: (3, 0),  # epoll_pwait2
}
TIMED = {"x86_64": X86_64, "aarch64": AARCH64}.get(platform.machine(), X86_64)

# system call -> what the thread waits for, in a word that the reports explain
X86_64_WAITS: Mapping[int, str] = {
    0: "data", 45: "data", 47: "data", 7: "data", 23: "data", 232: "data", 270: "data", 271: "data", 281: "data",
    1: "room", 44: "room", 46: "room",
    61: "child", 247: "child",
    202: "lock",
}  # fmt: skip
AARCH64_WAITS: Mapping[int, str] = {
    63: "data", 207: "data", 212: "data", 22: "data", 72: "data", 73: "data",
    64: "room", 206: "room", 211: "room",
    260: "child", 95: "child",
    98: "lock",
}  # fmt: skip
WAITS = {"x86_64": X86_64_WAITS, "aarch64": AARCH64_WAITS}.get(platform.machine(), X86_64_WAITS)


def awaited(call: int | None) -> str:
    """Return what a thread in this system call waits for: data, room, child, lock or something."""
    return WAITS.get(call if call is not None else -1, "something")


@dataclass(frozen=True, slots=True)
class Task:
    """One thread of one process: `switches` counts how often it was scheduled, `cpu` its clock ticks."""

    pid: int
    tid: int
    rest: Rest
    switches: int
    cpu: int
    call: int | None


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
    for entry in os.listdir(PROC):  # noqa: PTH208  (a settle looks hundreds of times: Path objects cost half of it)
        if entry.isdecimal() and (fields := stat_fields(f"/proc/{entry}/stat")):
            found[int(entry)] = (int(fields[1]), fields[0])
    return found


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
        try:
            tids = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208  (as above)
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [task for tid in sorted(tids, key=int) if (task := look(pid, int(tid)))]
    return tuple(found)


def look(pid: int, tid: int) -> Task | None:
    """Return what one thread is doing, or None if it is no more."""
    folder = f"/proc/{pid}/task/{tid}"
    fields = stat_fields(f"{folder}/stat")
    if not fields:
        return None
    try:
        with open(f"{folder}/status", "rb") as file:  # noqa: PTH123  (as above)
            switches = sum(int(row.split()[1]) for row in file if b"ctxt_switches" in row)
        with open(f"{folder}/syscall", "rb") as file:  # noqa: PTH123
            words = file.read().split()
    except (FileNotFoundError, ProcessLookupError):
        words, switches = [], 0
    cpu = int(fields[11]) + int(fields[12])
    call = int(words[0]) if len(words) > 1 and words[0].lstrip(b"-").isdigit() else None
    return Task(pid, tid, rest(fields[0], call, words), switches, cpu, call)


def rest(state: str, call: int | None, words: list[bytes]) -> Rest:
    """Decide from the state letter and the system call whether a thread can go on by itself."""
    if state in "ZX":
        return "gone"
    if state in "Tt":
        return "forever"
    if state != "S" or call is None:
        return "awake"
    if call not in TIMED:
        return "forever"
    where = TIMED[call]
    if where is None:
        return "timed"
    index, never = where
    return "forever" if int(words[1 + index], 16) == never else "timed"


def stat_fields(path: str) -> list[str]:
    """Return the fields of a `stat` file from the state on; empty if the process is no more."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (as above)
            return file.read().rpartition(b")")[2].decode().split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def command(pid: int) -> str:
    """Return the command line of a process; empty if it is no more."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def end_family(root: int) -> None:
    """Kill `root`, its descendants and all orphans that we adopted, until none is left; reap the orphans.

    Our own children are processes that we started one at a time, so whatever else has become a
    child of ours came from the run that ends now.
    """
    if sys.platform != "linux":
        kill_group(root)
        return
    me = os.getpid()
    while True:
        everyone = parents()
        ours = {root, *family(root, everyone), *family(me, everyone)} & everyone.keys() - {me}
        living = [pid for pid in ours if everyone[pid][1] not in "ZX"]
        for pid in living:
            kill(pid)
        for pid in ours - {root}:
            reap(pid)
        if not living:
            return


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
