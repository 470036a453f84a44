"""How a stage process comes to be: forked from a warm one, so that a run does not pay for starting an interpreter.

The nursery loads our half of the stage, as far as it is asked for, and never a student's code; each stage is a fork of
it that serves one request. A stage's parent ends at once; the judge, who adopts orphans, is the one who waits for it.
"""

import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from grader import watch

COMMAND = (sys.executable, "-I", "-u", "-X", "utf8", "-m", "grader.stage")


class Child(Protocol):
    """A process that we wait for."""

    pid: int

    def poll(self) -> int | None:
        """Return the exit status once it has ended, negative for a signal."""

    def wait(self) -> int:
        """Wait until it has ended."""


def start(op: str, folder: Path, env: Mapping[str, str], line: int, output: int) -> Child:
    """Start a stage in `folder`, for requests of the kind `op`, that speaks on `line` and prints to `output`."""
    watch.adopt_orphans()
    if sys.platform == "linux":
        return nursery().bear(op, folder, env, line, output)
    return subprocess.Popen(  # noqa: S603  (our own module; nobody would adopt a forked one here)
        [*COMMAND, "serve", str(line)],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        pass_fds=[line],
        start_new_session=True,
    )


@functools.cache
def nursery() -> "Nursery":
    """Return this process's nursery."""
    atexit.register(close)
    return Nursery()


def close() -> None:
    """End this process's nursery, if it has one."""
    if nursery.cache_info().currsize:
        nursery().close()
        nursery.cache_clear()


def spared() -> set[int]:
    """Return the pid of the nursery, if there is one: it is ours and outlives every run."""
    return {nursery().pid} if nursery.cache_info().currsize else set()


class Nursery:
    """The warm process; a new one is started if it is gone."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the warm process."""
        self.orders, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                [*COMMAND, "nursery", str(theirs.fileno())],
                cwd="/",
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The warm process's id."""
        return self.process.pid

    def bear(self, op: str, folder: Path, env: Mapping[str, str], line: int, output: int) -> "Born":
        """Return a new stage."""
        if self.process.poll() is not None:
            self.orders.close()
            self.start()
        order = json.dumps({"op": op, "folder": str(folder), "env": dict(env)}).encode() + b"\n"
        socket.send_fds(self.orders, [order], [line, output])
        return Born(int(self.orders.recv(64) or b"0"))

    def close(self) -> None:
        """End the warm process."""
        self.orders.close()
        self.process.wait()


class Born:
    """A stage that the nursery bore and we adopted."""

    def __init__(self, pid: int) -> None:
        if not pid:
            raise ChildProcessError("the nursery ended before it had made a stage")
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """Return the exit status once it has ended, negative for a signal."""
        return self._status if self._status is not None else self._look(os.WNOHANG)

    def wait(self) -> int:
        """Wait until it has ended."""
        while self._status is None:
            self._look(0)
        return self._status

    def _look(self, options: int) -> int | None:
        try:
            pid, status = os.waitpid(self.pid, options)
        except ChildProcessError:  # the end of another run has killed and reaped it (watch.end_family)
            pid, status = self.pid, signal.SIGKILL
        if pid:
            self._status = os.waitstatus_to_exitcode(status)
        return self._status
