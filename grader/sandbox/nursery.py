"""How a stage process comes to be: forked from a warm one, so that a run does not pay for starting an interpreter.

The warm process is alone in its sandbox (or, at level L0, just a process of its own) with what it has forked. It is the
parent of every stage and says how one ended; pids are told by the kernel, as the judge sees them.
"""

import atexit
import functools
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from grader import watch
from grader.sandbox import bubblewrap
from grader.sandbox.cgroup import Group
from grader.sandbox.greenhouse import GREENHOUSES
from grader.sandbox.outermost import Grown, Outermost, Started

SOON = 60.0  # seconds; a warm process that does not answer within them never will
ALONE = ("L3", "L2")  # the levels at which a sandbox has process ids, folders and a network of its own
ANSWER = 1 << 12  # bytes
CREDENTIALS = struct.Struct("3i")  # pid, uid, gid: struct ucred of unix(7)


@functools.cache
def nursery(level: str) -> "Nursery":
    """Return this process's nursery for sandboxes of this level."""
    atexit.register(close)
    NURSERIES.append(made := Nursery(level))
    return made


NURSERIES: list["Nursery"] = []


def close() -> None:
    """End this process's nurseries, with all that is in their sandboxes."""
    while NURSERIES:
        NURSERIES.pop().close()
    nursery.cache_clear()


def told(complaints: IO[bytes]) -> str:
    """Return what was complained of."""
    complaints.seek(0)
    return complaints.read().decode(errors="replace").strip()


class Nursery:
    """The warm process; a new one is started if it is gone.

    `doors` is the folder where sockets can be bound that a stage can reach, `entrance` is its path in the sandbox.
    """

    def __init__(self, level: str) -> None:
        self.alone = level in ALONE
        self.counted = level == "L3"
        self.group: Group | None = None
        self.greenhouses = GREENHOUSES[:] if self.alone else []
        beside = next((one.doors for one in self.greenhouses), None)
        self.doors = Path(tempfile.mkdtemp(prefix="threadlings-doors-", dir=beside))
        self.doors.chmod(0o755)
        self.entrance = Path(bubblewrap.DOORS) if self.alone else self.doors
        try:
            self.start()
        except ChildProcessError:
            shutil.rmtree(self.doors, ignore_errors=True)
            raise

    def start(self) -> None:
        """Have a warm process and its hello; raises ChildProcessError if none comes, with the reason."""
        watch.adopt_orphans()
        while self.greenhouses:
            with suppress(ChildProcessError):
                self.begin(self.grown)
                return
            self.greenhouses.pop()  # where nothing grows, one can still be started
        self.begin(self.started)

    def grown(self, line: socket.socket, _complaints: IO[bytes]) -> Outermost:
        """Return what has grown in the greenhouse."""
        return Grown(self.greenhouses[-1], line, self.doors)

    def started(self, line: socket.socket, complaints: IO[bytes]) -> Outermost:
        """Return what was started."""
        return Started(line, self.doors if self.alone else None, self.group, complaints)

    def begin(self, how: Callable[[socket.socket, IO[bytes]], Outermost]) -> None:
        """Have a warm process in this way."""
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.orders.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs, tempfile.TemporaryFile() as complaints:
            try:
                self.group = grouped() if self.counted else None
                self.outermost = how(theirs, complaints)
            except (OSError, subprocess.SubprocessError) as error:
                self.orders.close()
                self.disband()
                raise ChildProcessError(told(complaints) or str(error)) from error
            theirs.close()
            self.greet(complaints)

    def greet(self, complaints: IO[bytes]) -> None:
        """Hear who is there: nothing is trusted to an interpreter that is not ours."""
        try:
            hello, self.pid = self.heard()
            same(hello)
            self.outermost.meet(self.pid, self.group)
        except OSError as error:
            self.kill()
            said = told(complaints)
            raise ChildProcessError(f"{error}: {said}" if said else str(error)) from error

    def bear(self, order: Mapping[str, Any], fds: Sequence[int]) -> "Born":
        """Return a new stage, given its line, its output, and its files."""
        try:
            pid = self.ask("bear", fds, **order)[1]
        except ChildProcessError:  # whoever was here before has ended it
            self.kill()
            self.start()
            pid = self.ask("bear", fds, **order)[1]
        return Born(self, pid)

    def end(self) -> int:
        """End all that is in the sandbox but the warm process; return the wait status of the last stage."""
        try:
            self.say("end")
            until = time.monotonic() + SOON
            while not self.ready(0 if self.alone else 0.001) and time.monotonic() < until:
                if self.alone:
                    self.ready(SOON)
                else:
                    watch.end_descendants(self.pid)
            return self.status_of(self.heard()[0])
        except ChildProcessError:
            self.kill()
            return signal.SIGKILL

    def status(self) -> int:
        """Return the wait status of a stage that has ended."""
        try:
            return self.status_of(self.ask("status")[0])
        except ChildProcessError:
            return signal.SIGKILL

    @staticmethod
    def status_of(answer: Mapping[str, Any]) -> int:
        """Return the wait status in an answer; whoever left none was killed."""
        status = answer["status"]
        return signal.SIGKILL if status is None else int(status)

    def ask(self, do: str, fds: Sequence[int] = (), **more: Any) -> tuple[dict[str, Any], int]:
        """Give an order; return the answer and the pid that gave it. Raises ChildProcessError if there is none."""
        self.say(do, fds, **more)
        return self.heard()

    def say(self, do: str, fds: Sequence[int] = (), **more: Any) -> None:
        """Give an order."""
        try:
            socket.send_fds(self.orders, [json.dumps({"do": do, **more}).encode()], fds)
        except OSError as error:
            raise ChildProcessError(f"the sandbox is gone ({error})") from error

    def ready(self, seconds: float) -> bool:
        """Whether there is an answer, within so many seconds."""
        return bool(select.select([self.orders], [], [], seconds)[0])

    def heard(self) -> tuple[dict[str, Any], int]:
        """Wait for an answer; raises ChildProcessError if none comes."""
        if not self.ready(SOON):
            raise ChildProcessError(f"the sandbox gave no answer within {SOON:.0f} s")
        try:
            data, said, _, _ = self.orders.recvmsg(ANSWER, socket.CMSG_SPACE(CREDENTIALS.size))
        except ConnectionError:
            data, said = b"", []
        if not data:
            raise ChildProcessError("the sandbox is gone")
        return json.loads(data), CREDENTIALS.unpack(said[0][2])[0]

    def kill(self) -> None:
        """End the sandbox with all that is in it; the next stage comes from a new one."""
        self.orders.close()
        self.outermost.end()
        self.disband()

    def disband(self) -> None:
        """Delete the control group, if there is one; whoever was in it has ended."""
        if self.group:
            self.group.remove()
            self.group = None

    def close(self) -> None:
        """End the sandbox and leave nothing behind."""
        self.kill()
        shutil.rmtree(self.doors, ignore_errors=True)


def grouped() -> Group:
    """Return a new control group; raises ChildProcessError if there can be none."""
    try:
        return Group()
    except OSError as error:
        raise ChildProcessError(f"control group: {error}") from error


def same(hello: Mapping[str, Any]) -> None:
    """Raise ChildProcessError if the interpreter that answered is another than ours, or had to say what hinders it."""
    if "trouble" in hello:
        raise ChildProcessError(hello["trouble"])
    if hello["python"] != sys.version:
        raise ChildProcessError(f"Python {hello['python']} answered where ours is {sys.version}")


class Born:
    """A stage that a nursery bore; raises ChildProcessError if it has ended already."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery = nursery
        self.pid = pid
        self._status: int | None = None
        self._group = nursery.group
        self._deaths = self._group.deaths if self._group else 0
        try:
            self._fd = os.pidfd_open(pid)
        except ProcessLookupError as error:  # its parent has reaped it already
            raise ChildProcessError("the stage ended as soon as it was born") from error

    def poll(self) -> int | None:
        """Return the exit status once it has ended, negative for a signal."""
        if self._status is None and select.select([self._fd], [], [], 0)[0]:
            self._status = self.nursery.status()
        return None if self._status is None else os.waitstatus_to_exitcode(self._status)

    @property
    def starved(self) -> bool:
        """Whether the kernel has ended one of its processes because all together had too much memory."""
        return self._group is not None and self._group.deaths > self._deaths

    def end(self) -> None:
        """Kill it, and all that came from it."""
        status = self.nursery.end()
        if self._status is None:
            self._status = status
        os.close(self._fd)
