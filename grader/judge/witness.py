"""The judge's end of stage/witness.py: what a process is about to do, told by the kernel while that process waits.

A process that ends, strikes another with a signal or sets a timer sleeps until we have written that down. So an exit
code is known though nobody but the parent will ever see it, and who sleeps until an alarm is not taken for stuck.
"""

import fcntl
import os
import selectors
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from grader import syscalls
from grader.judge.gates import Arrival

RECEIVE, SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_*
CALL = struct.Struct("QIIiIQ6Q")  # struct seccomp_notif: id, thread, flags, number, architecture, address, arguments
ANSWER = struct.Struct("QqiI")  # struct seccomp_notif_resp: id, value, error, flags
CONTINUE = 1
NAMES: Mapping[int, str] = {number: name for name, number in syscalls.ASKED.items()}


@dataclass(slots=True, eq=False)
class Call:
    """A system call that waits for our word; `thread` is who makes it, as we see it."""

    name: str
    thread: int
    arguments: tuple[int, ...]
    listener: int
    id: int
    arrival: Arrival | None = None

    def go(self, saying: Any = None) -> None:  # noqa: ARG002  (a system call cannot hear an answer)
        """Let the kernel carry it out."""
        with suppress(OSError):  # killed while it waited
            fcntl.ioctl(self.listener, SEND, ANSWER.pack(self.id, 0, 0, CONTINUE))


class Witness:
    """Hands every call that waits at `listener` to `told`, which lets it go on or keeps it."""

    def __init__(self, listener: int, selector: selectors.BaseSelector, told: Callable[[Call], None]) -> None:
        self.listener = listener
        self._selector = selector
        self._told = told
        selector.register(self, selectors.EVENT_READ, self._take)

    def fileno(self) -> int:
        """Return the listener, for a selector."""
        return self.listener

    def _take(self) -> bool:
        buffer = bytearray(CALL.size)
        try:
            fcntl.ioctl(self.listener, RECEIVE, buffer)
        except OSError:  # whoever called has been killed; or nobody is left who could call
            return False
        number, thread, _, call, _, _, *arguments = CALL.unpack(buffer)
        self._told(Call(NAMES[call], thread, tuple(arguments), self.listener, number))
        return True

    def close(self) -> None:
        """Hear no more: whoever still waits is about to be killed."""
        with suppress(KeyError):
            self._selector.unregister(self)
        os.close(self.listener)
