"""A stage process: its line to the judge, the pipe with all that it prints, the box that it works in."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from grader import watch
from grader.sandbox import bubblewrap
from grader.sandbox.bubblewrap import COMMAND
from grader.sandbox.cell import cell, modules, processes
from grader.sandbox.limits import Limits, kernel
from grader.sandbox.nursery import ALONE, nursery
from grader.stage.files import pack, unpack

AHEAD = 1 << 13
"""Characters of scenarios that an order can hold."""


class Child(Protocol):
    """A stage as the way of starting it knows it."""

    pid: int

    @property
    def starved(self) -> bool:
        """Whether the kernel has ended one of its processes because all together had too much memory."""

    def poll(self) -> int | None:
        """Return the exit status once it has ended, negative for a signal."""

    def end(self) -> None:
        """Kill it, and all that came from it."""


class Started:
    """A stage without a warm process, where there is no Linux: slower to start, and nobody sees what it leaves."""

    def __init__(self, order: Mapping[str, Any], fds: Sequence[int]) -> None:
        line, output, files = fds
        unpack(os.dup(files), order["files"], order["folder"])
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [*COMMAND, "serve", str(line)],
            cwd=order["folder"],
            env=order["env"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[line],
            start_new_session=True,
        )
        self.pid = self._process.pid
        self.starved = False

    def poll(self) -> int | None:
        """Return the exit status once it has ended, negative for a signal."""
        return self._process.poll()

    def end(self) -> None:
        """Kill it and its process group."""
        watch.end_family(self.pid)
        self._process.wait()


def begun(level: str, order: Mapping[str, Any], fds: Sequence[int]) -> Child:
    """Return a new stage, by the best way that this platform has."""
    return nursery(level).bear(order, fds) if sys.platform == "linux" else Started(order, fds)


def renew(level: str) -> None:
    """Have the next stage come from a sandbox where nobody has been."""
    if sys.platform == "linux":
        nursery(level).kill()


class StageProcess:
    """A running stage in a sandbox of `level`, for requests of the kind `op`, in a box that holds just `files`.

    Without a sandbox the box is a folder of its own that goes away with the stage; or `folder`, which stays. Of
    `scenarios` that will be explored, the warm process rewrites what it has not yet seen.
    """

    def __init__(  # noqa: PLR0913  (what a stage has, each by its name)
        self,
        *,
        level: str,
        op: str,
        limits: Limits,
        files: Mapping[str, bytes],
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
        scenarios: str = "",
    ) -> None:
        shut_in = cell(level)  # first: it raises where that cannot be had
        self.made = None if folder or level in ALONE else Path(tempfile.mkdtemp(prefix="threadlings-"))
        home = folder or self.made or Path(bubblewrap.HOME)
        temporary = Path("/tmp") if level in ALONE else home  # noqa: S108  (the sandbox's own)
        around = {"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(temporary), "LANG": "C.UTF-8", **(env or {})}
        most = kernel(limits, processes(level))
        if shut_in:
            shut_in["imports"] = modules(nursery(level).doors)
        order = {"op": op, "folder": str(home), "env": around, "limits": most, "cell": shut_in}
        self.line, theirs = socket.socketpair()
        reads, writes = os.pipe()
        self.output, prints = FileIO(reads, "rb"), FileIO(writes, "wb")
        with theirs, prints, pack(files) as packed:
            fds = [theirs.fileno(), prints.fileno(), packed.fileno()]
            sizes = {name: len(data) for name, data in files.items()}
            ahead = scenarios if len(scenarios) <= AHEAD else ""
            self.process: Child = begun(level, {**order, "files": sizes, "scenarios": ahead}, fds)
        os.set_blocking(self.output.fileno(), False)
        self.line.setblocking(False)  # noqa: FBT003  (the socket's own signature)

    @property
    def pid(self) -> int:
        """The stage's process id."""
        return self.process.pid

    @property
    def starved(self) -> bool:
        """Whether the kernel has ended one of its processes because all together had too much memory."""
        return self.process.starved

    def status(self) -> int | None:
        """Return the exit status once the stage has ended, negative for a signal; None before."""
        return self.process.poll()

    def end(self) -> None:
        """Kill the stage and all that came from it, and take its box away."""
        self.process.end()
        self.line.close()
        self.output.close()
        if self.made:
            shutil.rmtree(self.made, ignore_errors=True)
