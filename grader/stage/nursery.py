"""The warm process inside the sandbox: it forks a stage for every order and is the parent of all that is left of one.

It never loads a student's code. In a namespace of its own it is the init process: nothing in there can signal it,
orphans become its children, and its `kill(-1)` ends all the others at once, however fast they fork.
"""

import ctypes
import json
import os
import resource
import shutil
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from grader.stage import landlock
from grader.stage.files import unpack
from grader.stage.loaded import Loaded
from grader.stage.service import serve

FOLDERS = (Path("/box"), Path("/tmp"), Path("/dev/shm"))  # noqa: S108  (where one can write in a sandbox)
ORDER = 1 << 16  # bytes
PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Nursery:
    """Obeys the judge at the other end of the socket `fd`: `bear` a stage, say its `status`, `end` it."""

    def __init__(self, fd: int, loaded: Loaded) -> None:
        self.orders = socket.socket(fileno=fd)
        self.loaded = loaded
        self.ended: dict[int, int] = {}
        self.stage = 0
        self.kept = {entry for folder in FOLDERS for entry in folder.glob("*")} if os.getpid() == 1 else set()

    def serve(self) -> None:
        """Obey until the judge hangs up."""
        control(PR_SET_DUMPABLE, 0)  # a student's process has our uid and must not look into us
        control(PR_SET_CHILD_SUBREAPER, 1)
        signal.signal(signal.SIGCHLD, lambda *_: self.reap())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one signal for which Python itself has a handler, even here
        self.orders.send(json.dumps({"python": sys.version}).encode())
        while True:
            order, fds, _, _ = socket.recv_fds(self.orders, ORDER, 3)
            if not order:
                self.give_up()
                return
            self.obey(json.loads(order), fds)

    def obey(self, order: dict[str, Any], fds: list[int]) -> None:
        """Do what one order says; every order has an answer."""
        if order["do"] == "bear":
            self.bear(order, fds)
            return
        if order["do"] == "end":
            self.end()
        self.reap()
        self.orders.send(json.dumps({"status": self.ended.get(self.stage)}).encode())

    def bear(self, order: dict[str, Any], fds: list[int]) -> None:
        """Fork a stage; it answers itself, so that the kernel tells the judge its pid."""
        self.loaded.load(order["op"])
        self.loaded.look_ahead(order["scenarios"])
        self.ended.clear()
        surround(order["env"])
        self.stage = os.fork()
        if not self.stage:
            self.orders.send(b"{}")
            self.orders.close()
            begin(order, *fds)
        for given in fds:
            os.close(given)

    def give_up(self) -> None:
        """End the stage of a judge that is gone; in a namespace everybody else ends with this process anyway."""
        if self.stage and self.stage not in self.ended:
            with suppress(ProcessLookupError):
                os.killpg(self.stage, signal.SIGKILL)

    def reap(self) -> None:
        """Collect every child that has ended."""
        with suppress(ChildProcessError):
            while found := os.waitpid(-1, os.WNOHANG):
                if not found[0]:
                    return
                self.ended[found[0]] = found[1]

    def end(self) -> None:
        """Wait until nobody is left, having killed all if this is their init, and leave nothing in the folders."""
        alone = os.getpid() == 1
        with suppress(ChildProcessError):
            while True:
                if alone:
                    with suppress(ProcessLookupError):
                        os.kill(-1, signal.SIGKILL)
                self.reap()
                os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        if alone:
            for folder in FOLDERS:
                for entry in {*folder.iterdir()} - self.kept:
                    sweep(entry)


def begin(order: dict[str, Any], line: int, output: int, files: int) -> NoReturn:
    """Become a stage of its own: session, folder, output.

    Whatever can be done before the fork is done there: here every page of memory that is touched has to be copied.
    """
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        control(PR_SET_DUMPABLE, 1)
        go_first()
        for name, most in order["limits"].items():
            resource.setrlimit(getattr(resource, name), (most, most + (name == "RLIMIT_CPU")))  # SIGXCPU, then SIGKILL
        for standard in (1, 2):
            os.dup2(output, standard)
        os.close(output)
        os.setsid()
        os.chdir(order["folder"])
        if order["cell"]:
            landlock.shut_in(Path(order["folder"]), **order["cell"])
            control(PR_SET_DUMPABLE, 1)  # again: whoever becomes somebody else is not dumpable
        unpack(files, order["files"], ".")
        serve(line)
    except OSError as error:  # before the hello: then this is why there is none
        os.write(2, str(error).encode())
    finally:
        os._exit(1)


def surround(env: Mapping[str, str]) -> None:
    """Have this environment, and hand it on."""
    if dict(os.environ) != env:
        os.environ.clear()
        os.environ.update(env)


def go_first() -> None:
    """Be whom the kernel ends when memory is short: somebody must be left to say how this process ended."""
    with suppress(OSError):
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(file, b"1000")
        os.close(file)


def control(option: int, value: int) -> None:
    """Set an attribute of this process (prctl(2)), where there is such a thing."""
    if LIBC:
        LIBC.prctl(option, value, 0, 0, 0)


def sweep(entry: Path) -> None:
    """Delete a file, or a folder with all that is in it, whatever its permissions."""

    def allow(function: Any, path: str, _error: object) -> None:
        for one in (Path(path).parent, Path(path)):
            with suppress(OSError):
                one.chmod(0o700)
        function(path)

    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, onerror=allow)
    else:
        entry.unlink()
