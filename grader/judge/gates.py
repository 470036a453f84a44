"""The judge's end of the gates: who waits where, what happened in which order, and who may go on."""

import selectors
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader import watch
from grader.judge.finding import Finding
from grader.judge.values import ViolationError, decoded, message

LARGEST = 1 << 16  # bytes of one message
MOST = 512  # messages that may wait at once
KEPT = 1000  # notes of one run: no scenario writes a tenth of it
CREDENTIALS = struct.Struct("3i")  # pid, uid, gid: struct ucred of unix(7)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A process waits at `gate`; `pid` comes from the kernel, `info` from the scenario."""

    gate: str
    info: Any
    pid: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something happened in process `pid`."""

    name: str
    info: Any
    pid: int


@dataclass(slots=True)
class _Caller:
    line: socket.socket
    pid: int
    data: bytes = b""
    arrival: Arrival | None = None


@dataclass(slots=True)
class Gates:
    """A socket in the box at which every gate, note and stray of a run arrives, in order."""

    path: Path
    selector: selectors.BaseSelector
    notes: list[Note] = field(default_factory=list)
    strays: list[Note] = field(default_factory=list)
    loaded: bool = False
    _opened: set[str] = field(default_factory=set)
    _all_open: bool = False
    _callers: list[_Caller] = field(default_factory=list)
    _listener: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self.path))
        self.path.chmod(0o777)  # whoever is in the sandbox may be somebody else
        self._listener.listen(MOST)
        self._listener.setblocking(False)  # noqa: FBT003  (the socket's own signature)
        self.selector.register(self._listener, selectors.EVENT_READ, self._accept)

    @property
    def held(self) -> tuple[Arrival, ...]:
        """Who waits at a closed gate, oldest first."""
        return tuple(caller.arrival for caller in self._callers if caller.arrival)

    def open(self, name: str) -> None:
        """Let through all who wait at `name` and all who come later."""
        self._opened.add(name)
        for caller in [c for c in self._callers if c.arrival and c.arrival.gate == name]:
            self._let_go(caller)

    def open_all(self) -> None:
        """Open every gate for good."""
        self._all_open = True
        for caller in [c for c in self._callers if c.arrival]:
            self._let_go(caller)

    def release(self, name: str) -> Arrival | None:
        """Let through only the one who has waited longest at `name`; None if nobody waits there."""
        caller = next((c for c in self._callers if c.arrival and c.arrival.gate == name), None)
        if caller is None:
            return None
        self._let_go(caller)
        return caller.arrival

    def close(self) -> None:
        """Hang up on everybody."""
        for caller in list(self._callers):
            self._drop(caller)
        self.selector.unregister(self._listener)
        self._listener.close()
        self.path.unlink()

    def _accept(self) -> bool:
        try:
            line, _ = self._listener.accept()
        except BlockingIOError:
            return False
        line.setblocking(False)  # noqa: FBT003
        pid, _, _ = CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size))
        caller = _Caller(line, watch.inner(pid))
        if len(self._callers) >= MOST:
            line.close()
            return True
        self._callers.append(caller)
        self.selector.register(line, selectors.EVENT_READ, lambda: self._read(caller))
        self._read(caller)
        return True

    def _read(self, caller: _Caller) -> bool:
        try:
            data = caller.line.recv(LARGEST)
        except BlockingIOError:
            return False
        except ConnectionError:
            data = b""
        caller.data += data
        if not data or len(caller.data) > LARGEST:
            self._drop(caller)
        elif caller.data.endswith(b"\n") and caller.arrival is None:
            self._heard(caller)
        return True

    def _heard(self, caller: _Caller) -> None:
        try:
            said = message(caller.data)
            kind, name, info = said.get("kind"), str(said.get("name")), decoded(said.get("info"))
        except ViolationError:
            self._drop(caller)
            return
        if kind == "gate" and not self._all_open and name not in self._opened:
            caller.arrival = Arrival(name, info, caller.pid)
            return
        if len(self.notes) + len(self.strays) >= KEPT:
            raise Finding("P601", reason="more notes than a scenario writes")
        if kind == "note":
            self.notes.append(Note(name, info, caller.pid))
        if kind == "stray":
            self.strays.append(Note(name, info, caller.pid))
        self.loaded = self.loaded or kind == "loaded"
        self._let_go(caller)

    def _let_go(self, caller: _Caller) -> None:
        with suppress(OSError):  # killed while it waited
            caller.line.send(b".")
        self._drop(caller)

    def _drop(self, caller: _Caller) -> None:
        self._callers.remove(caller)
        self.selector.unregister(caller.line)
        caller.line.close()
