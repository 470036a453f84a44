"""One stage process from hello to the last look: a request, exactly one answer, everything it prints, perhaps again."""

import json
import secrets
import selectors
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from grader.judge.finding import FaultError, Finding
from grader.judge.values import ViolationError, message
from grader.sandbox.limits import Limits
from grader.sandbox.process import StageProcess, renew

HELLO = 60.0  # seconds; a stage that has not said hello by then never will
LARGEST = (1 << 20) + 4096  # bytes of one message
CHUNK = 1 << 16  # bytes taken in at once
KEPT = 1 << 16  # bytes of output that a report may show
SIGNALS_OF_CPU = {-24: "T502"}  # SIGXCPU


def opened(limits: Limits, box: Mapping[str, Any]) -> StageProcess:
    """Return a new stage; that there is none is our fault."""
    try:
        return StageProcess(limits=limits, **box)
    except ChildProcessError as error:
        raise FaultError("G901", f"no stage could be started: {error}") from error


class Exchange:
    """The judge's half of the protocol; `pump` is the only place where bytes come in.

    `box` says where the stage runs and with what: see StageProcess.
    """

    def __init__(self, limits: Limits, **box: Any) -> None:
        self.limits = limits
        self.answer: dict[str, Any] | None = None
        self.printed = b""
        self._printed = 0
        self._hello: dict[str, Any] | None = None
        self._data = bytearray()
        self._id = secrets.token_hex(16)
        try:
            self._begin(box)
        except FaultError:  # the code that was in this sandbox before may have spoilt it: the limits of its init, say
            renew(box["level"])
            self._begin(box)

    def _begin(self, box: Mapping[str, Any]) -> None:
        """Start the stage and hear its hello; raises FaultError if there is none."""
        self.selector = selectors.DefaultSelector()
        self._deadline = time.monotonic() + HELLO
        self.stage = opened(self.limits, box)
        self.selector.register(self.stage.line, selectors.EVENT_READ, self._hear)
        self.selector.register(self.stage.output, selectors.EVENT_READ, self._drain)
        try:
            self._greet()
        except BaseException:
            self.close()
            raise

    def ask(self, request: Mapping[str, Any]) -> None:
        """Send a request: from now on its answer counts, and what is printed is printed for it."""
        self.answer, self.printed, self._printed = None, b"", 0
        self._id = secrets.token_hex(16)
        data = json.dumps({**request, "id": self._id}).encode() + b"\n"
        self.stage.line.settimeout(self.limits.wall)  # a request may be larger than the socket's buffer
        with suppress(ConnectionError, TimeoutError):  # gone, or it does not listen: `check` says how
            self.stage.line.sendall(data)
        self.stage.line.setblocking(False)  # noqa: FBT003
        self._deadline = time.monotonic() + self.limits.wall

    @property
    def late(self) -> bool:
        """Whether the wall limit has passed."""
        return time.monotonic() > self._deadline

    def wait(self, look: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """Return the answer; raises the finding that explains why there is none, or what `look` raises meanwhile."""
        while self.answer is None:
            if not self.pump(0.05):
                look()
            self.check()
        return self.answer

    def pump(self, seconds: float) -> bool:
        """Take in what has arrived, waiting at most `seconds`; return whether anything had."""
        happened = False
        for key, _ in self.selector.select(seconds):
            if key.fileobj.fileno() != -1:  # type: ignore[union-attr]  # a callback before may have closed it
                happened = key.data() or happened
        return happened

    def check(self, *, loading: bool = False) -> None:
        """Raise the finding for a stage that ended without an answer or went over a limit."""
        if self._printed > self.limits.output:
            raise Finding("T504", loading=loading)
        if self.stage.starved:
            raise Finding("T506", loading=loading)
        if self.answer is not None:
            return
        status = self.stage.status()
        if status is not None:
            while self.pump(0):
                pass  # the answer may have been sent before the end
            if self.answer is None:
                raise self._ended(status, loading=loading)
        elif self.late:
            raise Finding("T503", loading=loading, seconds=self.limits.wall)

    def close(self) -> None:
        """End the stage and all that came from it."""
        self.selector.close()
        self.stage.end()

    def _greet(self) -> None:
        while self._hello is None:
            self.pump(0.05)
            if self._hello is None and self.stage.status() is not None:
                self.pump(0)
                raise FaultError("G901", f"the stage ended before its hello: {self.printed.decode(errors='replace')}")
            if time.monotonic() > self._deadline:
                raise FaultError("G901", f"the stage did not say hello within {HELLO:.0f} s")

    def _ended(self, status: int, *, loading: bool) -> Finding:
        if status in SIGNALS_OF_CPU:
            return Finding(SIGNALS_OF_CPU[status], loading=loading, seconds=self.limits.cpu)
        if status < 0:
            return Finding("C402", loading=loading, signal=-status)
        return Finding("C403", loading=loading, status=status)

    def _hear(self) -> bool:
        try:
            data = self.stage.line.recv(CHUNK)
        except BlockingIOError:
            return False
        except ConnectionError:
            data = b""
        if not data:
            self.selector.unregister(self.stage.line)
            return True
        looked_at = len(self._data)  # or else a message that comes byte by byte would be searched a million times
        self._data += data
        while (end := self._data.find(b"\n", looked_at)) >= 0:
            line, looked_at = bytes(self._data[:end]), 0
            del self._data[: end + 1]
            self._accept(line)
        if len(self._data) > LARGEST:
            raise self._violation("a message was too long")
        return True

    def _accept(self, line: bytes) -> None:
        try:
            said = message(line)
        except ViolationError as error:
            raise self._violation(str(error)) from error
        if self._hello is None and "hello" in said:
            self._hello = said["hello"]
        elif self.answer is None and said.get("id") == self._id:
            self.answer = said
        else:
            raise self._violation("a message that nobody asked for")

    def _violation(self, reason: str) -> Finding | FaultError:
        """Return what a wrong message means: before the hello there is no student's code that could have sent it."""
        if self._hello is None:
            return FaultError("G901", f"the stage did not say hello but something else: {reason}")
        return Finding("P601", reason=reason)

    def _drain(self) -> bool:
        data = self.stage.output.read(1 << 16)
        if data == b"":
            self.selector.unregister(self.stage.output)
        elif data:
            self._printed += len(data)
            self.printed = (self.printed + data)[:KEPT]
        return False  # what is printed is no event: whoever polls may print at every turn
