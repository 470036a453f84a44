"""Where the sandboxes of a class come from: a process in a sandbox of its own, which is forked for each of them.

To start an interpreter in a new sandbox takes twenty times as long. Whoever has no greenhouse, or one in which nothing
grows (a machine may allow bubblewrap to make namespaces, but nobody else), starts one all the same: it is as safe.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grader import watch
from grader.sandbox import bubblewrap
from grader.sandbox.bubblewrap import COMMAND


class Greenhouse:
    """The process, and the folder `doors` in which every sandbox has its own folder of sockets."""

    def __init__(self, doors: Path) -> None:
        self.doors = doors
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            inside = [*COMMAND, "greenhouse", str(theirs.fileno()), bubblewrap.DOORS, *below()]
            command, descend = bubblewrap.command(inside, doors, last=False)
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                command,
                cwd="/",
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                preexec_fn=descend,  # noqa: PLW1509  (a judge has one thread)
                start_new_session=True,
            )

    def grow(self, line: socket.socket, doors: str) -> None:
        """Have a sandbox made whose nursery is at the other end of `line`; raises OSError if nobody is there."""
        socket.send_fds(self.line, [json.dumps({"doors": doors}).encode()], [line.fileno()])

    def close(self) -> None:
        """End it, with all that has grown in it."""
        self.line.close()
        watch.end_family(self.process.pid)
        self.process.wait()


def below() -> Iterator[str]:
    """Give what of this installation lies where every sandbox has a file system of its own."""
    for _, path in bubblewrap.needed():
        if any(Path(path).is_relative_to(folder) for folder in bubblewrap.OWN):
            yield path


GREENHOUSES: list[Greenhouse] = []
"""This process's own, if it has one; those that are forked from it find it here."""


def open_greenhouse(doors: Path) -> None:
    """Have a greenhouse that is at work, where there can be one."""
    if GREENHOUSES and GREENHOUSES[0].process.poll() is not None:
        close_greenhouse()
    if not GREENHOUSES:
        with suppress(OSError, subprocess.SubprocessError):
            GREENHOUSES.append(Greenhouse(doors))


def close_greenhouse() -> None:
    """Have none any more."""
    while GREENHOUSES:
        GREENHOUSES.pop().close()
