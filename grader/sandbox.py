"""Where student code runs: a box (a folder of its own) and a stage process in it, at level L0.

L0 is a separate process with limits, in a session of its own; all it started is found through
the process tree and killed, because the judge adopts orphans (see watch.adopt_orphans). It keeps
honest code from hurting the grade; it does not keep hostile code from the rest of the machine.
"""

import os
import resource
import shutil
import socket
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from grader import nursery, watch

LEVEL = {"level": "L0", "name": "process"}
LARGEST_FILE = 1 << 20  # bytes of a student's file


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one stage may use: seconds of wall and CPU time (per process), bytes of memory, files and output.

    Wall time is generous because a busy machine triples it; CPU time is the strict one.
    """

    wall: float
    cpu: int
    memory: int = 4 << 30
    file: int = 64 << 20
    output: int = 8 << 20


LIVE = Limits(wall=120, cpu=5)
EXPLORE = Limits(wall=900, cpu=60)


class RefusedError(Exception):
    """A student's file that is not taken in; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def taken(path: Path) -> bytes:
    """Return the bytes of a regular file of at most LARGEST_FILE bytes; raises RefusedError for all else."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise RefusedError("S702") from error
    try:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError("S702")
        if facts.st_size > LARGEST_FILE:
            raise RefusedError("S703")
        return os.read(fd, LARGEST_FILE)
    finally:
        os.close(fd)


def box(files: Mapping[str, bytes]) -> Path:
    """Make a folder that holds just `files`; `remove` takes it away again."""
    folder = Path(tempfile.mkdtemp(prefix="threadlings-"))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def remove(folder: Path) -> None:
    """Delete a box with all that was put into it."""
    shutil.rmtree(folder, ignore_errors=True)


class StageProcess:
    """A running stage: its process, our end of the line to it, and the pipe with all that it prints."""

    def __init__(self, op: str, folder: Path, limits: Limits, env: Mapping[str, str]) -> None:
        home = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
        self.line, theirs = socket.socketpair()
        reads, writes = os.pipe()
        self.output, prints = FileIO(reads, "rb"), FileIO(writes, "wb")
        with theirs, prints:
            self.process = nursery.start(op, folder, {**home, **env}, theirs.fileno(), prints.fileno())
        restrict(self.pid, limits)
        os.set_blocking(self.output.fileno(), False)
        self.line.setblocking(False)  # noqa: FBT003  (the socket's own signature)

    @property
    def pid(self) -> int:
        """The stage's process id."""
        return self.process.pid

    def status(self) -> int | None:
        """Return the exit status once the stage has ended, negative for a signal; None before."""
        return self.process.poll()

    def end(self) -> None:
        """Kill the stage and all that came from it, and reap it."""
        watch.end_family(self.pid, spare=nursery.spared())
        self.process.wait()
        self.line.close()
        self.output.close()


def restrict(pid: int, limits: Limits) -> None:
    """Put the kernel's limits on a stage that has not loaded student code yet."""
    if not hasattr(resource, "prlimit"):
        return  # not Linux: the wall limit, which the judge owns, still holds
    resource.prlimit(pid, resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.prlimit(pid, resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (limits.file, limits.file))
    resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
