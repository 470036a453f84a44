"""The judge's end of the gates: who waits where, what happened in which order, and who may go on."""

import json
import selectors
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from grader import watch
from grader.judge.finding import Finding
from grader.judge.values import ViolationError, decoded, message
from grader.sandbox.door import door

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


class Held(Protocol):
    """Whoever may be held at a gate: one who has spoken to the socket, or one whom the kernel holds for us."""

    arrival: Arrival | None

    def go(self, saying: Any) -> None:
        """Let it go on, with an answer if it can hear one."""


@dataclass(slots=True, eq=False)
class _Caller:
    """One connection to the socket."""

    line: socket.socket
    selector: selectors.BaseSelector
    pid: int
    data: bytes = b""
    arrival: Arrival | None = None

    def go(self, saying: Any) -> None:
        with suppress(OSError):  # killed while it waited
            self.line.send(json.dumps(saying).encode() + b"\n")
        self.hang_up()

    def hang_up(self) -> None:
        self.selector.unregister(self.line)
        self.line.close()


@dataclass(slots=True)
class Gates:
    """A socket in the box at which every gate, note and stray of a run arrives, in order.

    `watch` is given what the stage hands over before it loads student code: the listener of stage/witness.py, or why
    there is none.
    """

    path: Path
    selector: selectors.BaseSelector
    watch: Callable[[int | None, str], None]
    notes: list[Note] = field(default_factory=list)
    strays: list[Note] = field(default_factory=list)
    loaded: bool = False
    unsent: str = ""
    _sayings: dict[str, Any] = field(default_factory=dict)
    _closed: set[str] = field(default_factory=set)
    _all_open: bool = False
    _waiting: list[Held] = field(default_factory=list)
    _callers: list[_Caller] = field(default_factory=list)
    _watched: bool = False
    _listener: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._listener = door(self.path, MOST)
        self.selector.register(self._listener, selectors.EVENT_READ, self._accept)

    @property
    def held(self) -> tuple[Arrival, ...]:
        """Who waits at a closed gate, oldest first."""
        return tuple(one.arrival for one in self._waiting if one.arrival)

    def shut(self, name: str) -> None:
        """Hold from now on whoever comes to `name`, a gate that is open unless somebody shuts it."""
        self._closed.add(name)

    def open(self, name: str, saying: Any) -> None:
        """Let through all who wait at `name` and all who come later; each is told `saying`."""
        self._sayings[name] = saying
        for one in [one for one in self._waiting if one.arrival and one.arrival.gate == name]:
            self._let_go(one, saying)

    def open_all(self) -> None:
        """Open every gate for good."""
        self._all_open = True
        for one in list(self._waiting):
            self._let_go(one, None)

    def release(self, which: str | Arrival, saying: Any) -> Arrival | None:
        """Let through this one, or only the one who has waited longest at a gate; None if nobody waits there."""
        for one in self._waiting:
            if one.arrival and which in (one.arrival, one.arrival.gate):
                self._let_go(one, saying)
                return one.arrival
        return None

    def arrive(self, one: Held, arrival: Arrival, *, shut: bool) -> None:
        """Hold whoever has come to a gate, or let it through if it is open; a gate is `shut` at first or open."""
        one.arrival = arrival
        if self._all_open or arrival.gate in self._sayings or not (shut or arrival.gate in self._closed):
            one.go(self._sayings.get(arrival.gate))
        else:
            self._waiting.append(one)

    def close(self) -> None:
        """Hang up on everybody."""
        for caller in list(self._callers):
            self._drop(caller)
        self.selector.unregister(self._listener)
        self._listener.close()
        self.path.unlink()

    def _let_go(self, one: Held, saying: Any) -> None:
        self._waiting.remove(one)
        if isinstance(one, _Caller):
            self._callers.remove(one)
        one.go(saying)

    def _accept(self) -> bool:
        try:
            line, _ = self._listener.accept()
        except BlockingIOError:
            return False
        line.setblocking(False)  # noqa: FBT003
        pid, _, _ = CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size))
        if len(self._callers) >= MOST:
            line.close()
            return True
        caller = _Caller(line, self.selector, watch.inner(pid))
        self._callers.append(caller)
        self.selector.register(line, selectors.EVENT_READ, lambda: self._read(caller))
        self._read(caller)
        return True

    def _read(self, caller: _Caller) -> bool:
        given: list[int] = []
        try:
            data, given, _, _ = socket.recv_fds(caller.line, LARGEST, 0 if self._watched else 1)
        except BlockingIOError:
            return False
        except ConnectionError:
            data = b""
        self._take(given)
        caller.data += data
        if not data or len(caller.data) > LARGEST:
            self._drop(caller)
        elif caller.data.endswith(b"\n") and caller.arrival is None:
            self._heard(caller)
        return True

    def _take(self, given: list[int]) -> None:
        """Take the listener, the first descriptor that anybody hands over: then no student code has run yet."""
        for fd in given:
            self._watched = True
            self.watch(fd, "")

    def _heard(self, caller: _Caller) -> None:
        try:
            said = message(caller.data)
            kind, name, info = said.get("kind"), said.get("name"), decoded(said.get("info"))
        except ViolationError:
            self._drop(caller)
            return
        if type(name) is not str:
            self._drop(caller)
            return
        if kind == "gate":
            self._at_gate(caller, Arrival(name, info, caller.pid))
            return
        if len(self.notes) + len(self.strays) >= KEPT:
            raise Finding("P601", reason="more notes than a scenario writes")
        if kind == "note":
            self.notes.append(Note(name, info, caller.pid))
        if kind == "stray":
            self.strays.append(Note(name, info, caller.pid))
        if kind == "unseen" and not self._watched:
            self.watch(None, str(info))
        self._watched = self._watched or kind in ("seen", "unseen")
        self.loaded = self.loaded or kind == "loaded"
        self.unsent = self.unsent or (str(info) if kind == "unsent" else "")
        self._callers.remove(caller)
        caller.go(None)

    def _at_gate(self, caller: _Caller, arrival: Arrival) -> None:
        self.arrive(caller, arrival, shut=True)
        if caller not in self._waiting:
            self._callers.remove(caller)

    def _drop(self, caller: _Caller) -> None:
        self._callers.remove(caller)
        if caller in self._waiting:
            self._waiting.remove(caller)
        caller.hang_up()
