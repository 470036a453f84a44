"""Where the threads of a stuck process are, as it says itself (stage/lines.py): for the student's eyes only."""

import os
import re
import struct
import time
from contextlib import suppress
from dataclasses import dataclass

from grader import closeup, watch

SIGNAL, NAME = 64, "/memfd:threadlings-lines"
SOON = 0.2  # seconds; lines that are not there by then are left out
PAUSE = 0.002  # seconds
WHILE = 5  # pauses
MOST = 1 << 16  # bytes
DESCRIPTOR = 1024  # bytes of a thread's own descriptor (struct pthread), which holds its id
THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-f]+) ")
FRAME = re.compile(r'  File "([^"]*)", line (\d+) in (.+)')


@dataclass(frozen=True, slots=True)
class Frame:
    """One call: the file's name without folders, its folder's name, the line, the function."""

    folder: str
    file: str
    line: int
    function: str


def frames(pid: int) -> dict[int, list[Frame]]:
    """Return the calls of each thread of a process by its id, innermost first; nothing if the process does not say.

    It is disturbed by that: nobody may draw conclusions from how it sleeps afterwards.
    """
    tids = {watch.inner(tid): tid for tid in watch.threads(pid)}  # first: who waits for a signal may end of being asked
    said = told(pid)
    found: dict[int, list[Frame]] = {}
    for ident, rows in stacks(said).items():
        tid = thread_of(pid, ident, tids)
        if tid is not None:
            found[tid] = rows
    return found


def told(pid: int) -> str:
    """Ask a process and return what it says."""
    fd = next((fd for fd, leads in closeup.descriptors(pid).items() if leads.startswith(NAME)), None)
    if fd is None or not closeup.masks(pid).get("SigCgt", 0) & 1 << (SIGNAL - 1):
        return ""
    with suppress(OSError), open(f"/proc/{pid}/fd/{fd}", "rb", buffering=0) as file:  # noqa: PTH123  (a magic link)
        start = os.fstat(file.fileno()).st_size
        os.kill(pid, SIGNAL)
        return written(pid, file.fileno(), start)
    return ""


def written(pid: int, fd: int, start: int) -> str:
    """Return what a process writes to a file from `start` on, as soon as nothing more comes.

    Who is asleep again has written it all; of one that computes that cannot be seen, so a while without more must do.
    """
    until, size, same = time.monotonic() + SOON, start, 0
    while time.monotonic() < until:
        time.sleep(PAUSE)
        now = os.fstat(fd).st_size
        same = same + 1 if now == size > start else 0
        if same == WHILE or (same and all(task.rest != "awake" for task in watch.tasks([pid]))):
            break
        size = now
    return os.pread(fd, MOST, start).decode(errors="replace")


def stacks(said: str) -> dict[int, list[Frame]]:
    """Read what faulthandler writes: thread -> its calls, innermost first."""
    found: dict[int, list[Frame]] = {}
    rows: list[Frame] = []
    for row in said.splitlines():
        if thread := THREAD.match(row):
            rows = found.setdefault(int(thread[1], 16), [])
        elif frame := FRAME.fullmatch(row):
            folder, _, file = frame[1].rpartition("/")
            rows.append(Frame(folder.rpartition("/")[2], file, int(frame[2]), frame[3]))
    return found


def thread_of(pid: int, ident: int, tids: dict[int, int]) -> int | None:
    """Return the kernel's id of the thread that the C library knows as `ident`; `tids` maps inner ids to ours."""
    if len(tids) == 1:
        return next(iter(tids.values()))
    try:
        data = closeup.memory(pid, ident, DESCRIPTOR)
    except (OSError, OverflowError):
        return None
    numbers = struct.unpack(f"{len(data) // 4}i", data)
    return next((tids[number] for number in numbers if number in tids), None)
