"""The process that everything in a sandbox ends with: one that was started, or one that has grown in a greenhouse."""

import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from grader import watch
from grader.sandbox import bubblewrap
from grader.sandbox.bubblewrap import COMMAND
from grader.sandbox.cgroup import Group
from grader.sandbox.greenhouse import Greenhouse


class Outermost(Protocol):
    """As the nursery's owner knows it: `pid` is 0 as long as it has not said who it is."""

    pid: int

    def meet(self, pid: int, group: Group | None) -> None:
        """Learn the pid of the warm process, and see to it that it is in the control group."""

    def end(self) -> None:
        """Kill it with all that is in the sandbox."""


def begin(steps: Sequence[Callable[[], None]]) -> None:
    """Between fork and exec: take these steps; `subprocess` does not say why one fails, so we complain."""
    try:
        for step in steps:
            step()
    except OSError as error:
        os.write(2, f"before bubblewrap: {error}".encode())
        raise


class Started:
    """A process that was started for this, in a sandbox of bubblewrap's if there are `doors` out of it."""

    def __init__(self, line: socket.socket, doors: Path | None, group: Group | None, complaints: IO[bytes]) -> None:
        inside = [*COMMAND, "nursery", str(line.fileno())]
        command, descend = bubblewrap.command(inside, doors) if doors else (inside, None)
        first = [step for step in (group and group.enter, descend) if step]
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            command,
            cwd="/",
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            pass_fds=[line.fileno()],
            preexec_fn=lambda: begin(first),  # noqa: PLW1509  (a judge has one thread)
            start_new_session=True,
        )
        self.pid = self._process.pid

    def meet(self, pid: int, group: Group | None) -> None:
        """Learn nothing new: what was started is in the group already."""

    def end(self) -> None:
        """Kill it and all that came from it."""
        if self._process.returncode is None:  # else its pid may be somebody else's by now
            watch.end_family(self.pid)
            self._process.wait()


class Grown:
    """A fork of a greenhouse, the first process of its namespace: it is the warm process itself."""

    def __init__(self, greenhouse: Greenhouse, line: socket.socket, doors: Path) -> None:
        self.pid = 0
        self._handle: int | None = None
        greenhouse.grow(line, doors.name)

    def meet(self, pid: int, group: Group | None) -> None:
        """Hold on to it, and put it into the group: nobody else is in there yet. Raises OSError if it is no more."""
        self._handle, self.pid = os.pidfd_open(pid), pid
        if group:
            group.enter(pid)

    def end(self) -> None:
        """Kill it; the kernel ends the others before it is gone. One that never said who it is ends with its line."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [])
            os.close(handle)
