"""One process of a run, seen close up from outside: its memory, descriptors, timers, signals, how it has ended."""

import os
import re
import signal
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from grader import syscalls
from grader.watch import PROC, Task, content, stat_fields

HELPER = re.compile(rb"from multiprocessing\.(resource_tracker|forkserver) import main;\s*main\(.*\)", re.DOTALL)
PF_FORKNOEXEC = 0x40  # of the flags in `stat`: forked, and has executed no program since (linux/sched.h)
GROUP = re.compile(rb"\nTgid:\t(\d+)\n")
DEADLY = frozenset({*range(1, 17), 24, 25, 26, 27, 29, 30, 31, *range(34, 65)})
"""Signals that end a process which has not said otherwise (signal(7))."""


def sleeps_for(task: Task) -> float:
    """Return how many seconds a timed sleep lasts still, at most; 0 where nobody can tell.

    What the call counts from its own beginning is given as a whole: we cannot see how much of it has passed.
    """
    try:
        return syscalls.left(task.call, task.arguments, partial(memory, task.pid))
    except (OSError, struct.error):  # it has gone on meanwhile
        return 0.0


def memory(pid: int, address: int, size: int) -> bytes:
    """Return so many bytes of a process's memory; raises OSError."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:  # noqa: PTH123  (as above)
        return os.pread(file.fileno(), size, address)


def timers(pid: int) -> Iterator[float]:
    """Give, for each timer that a process has as a descriptor, in how many seconds it goes off.

    Python makes such timers since 3.13; before, to look for them in every look would be for nothing.
    """
    if not hasattr(os, "timerfd_create"):
        return
    for fd, target in descriptors(pid).items():
        if target == "anon_inode:[timerfd]":
            row = next((row for row in about(pid, fd) if row.startswith("it_value:")), "")
            seconds, _, nanoseconds = row.partition("(")[2].rstrip(")").partition(",")
            if seconds and (left := int(seconds) + int(nanoseconds) / 1e9):
                yield left


def descriptors(pid: int) -> dict[int, str]:
    """Return what each descriptor of a process leads to, as the kernel names it; empty if it is no more."""
    found = {}
    with suppress(OSError):
        for fd in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208  (as above)
            with suppress(OSError):
                found[int(fd)] = os.readlink(f"/proc/{pid}/fd/{fd}")  # noqa: PTH115  (as above)
    return found


def about(pid: int, fd: int) -> list[str]:
    """Return what the kernel says of one descriptor of a process, line by line."""
    try:
        return (PROC / str(pid) / "fdinfo" / str(fd)).read_text().splitlines()
    except OSError:
        return []


def exit_code(pid: int) -> int | None:
    """Return how a zombie has ended: its exit code, negative for a signal; None if it is no zombie any more."""
    fields = stat_fields(f"/proc/{pid}/stat")
    return os.waitstatus_to_exitcode(int(fields[49])) if fields and fields[0] in "ZX" else None


def dies_of(pid: int, number: int) -> bool:
    """Whether a signal that is sent to a process now will end it."""
    minded = masks(pid)
    bit = 1 << (number - 1)
    spared = any(minded.get(name, 0) & bit for name in ("SigBlk", "SigIgn", "SigCgt"))
    return number == signal.SIGKILL or (number in DEADLY and not spared)


def masks(pid: int) -> dict[str, int]:
    """Return the sets of signals that a process blocks, ignores and catches: SigBlk, SigIgn, SigCgt."""
    try:
        rows = (PROC / str(pid) / "status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    return {row[:6]: int(row[7:], 16) for row in rows if row[:6] in ("SigBlk", "SigIgn", "SigCgt")}


def is_helper(pid: int) -> bool:
    """Whether a process is multiprocessing's own, which outlives what a student can close.

    The children of a forkserver have its command line; but they have executed nothing, it has.
    """
    fields = stat_fields(f"/proc/{pid}/stat")
    if not fields or int(fields[6]) & PF_FORKNOEXEC:
        return False
    return any(HELPER.fullmatch(word) for word in content(f"/proc/{pid}/cmdline").split(b"\0"))


def process_of(tid: int) -> int:
    """Return the pid of the process that a thread belongs to; the thread's own id if it is no more."""
    found = GROUP.search(content(f"/proc/{tid}/status"))
    return int(found[1]) if found else tid
