"""A stage that says what a script says: the untrusted end of the judge's line, without a process.

Every look at its status lets it say the next piece, so a script decides where a stream is cut and when it ends, and
nobody waits for anything.
"""

import os
import random
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from itertools import pairwise
from typing import Any
from unittest import mock

from grader.judge import exchange
from grader.judge.finding import FaultError, Finding
from grader.sandbox.limits import Limits

ID = "0123456789abcdef" * 2
HELLO = b'{"hello": {"python": "3"}}\n'
LIMITS = Limits(wall=3600, cpu=1)


@dataclass(frozen=True, slots=True)
class Script:
    """What a stage says, piece by piece, and how it ends: its exit status, its line closed before that or not."""

    pieces: tuple[bytes, ...]
    status: int = 0
    hangs_up: bool = True


class Scripted:
    """Stands where a StageProcess stands."""

    pid, starved = 0, False

    def __init__(self, script: Script) -> None:
        self.line, self._theirs = socket.socketpair()
        self.line.setblocking(False)
        self._theirs.setblocking(False)
        reads, self._writes = os.pipe()
        self.output = FileIO(reads, "rb")
        os.set_blocking(reads, False)
        self.looks = 0
        self._status, self._hangs_up = script.status, script.hangs_up
        self._left = list(after_greeting(script.pieces))
        self._say()

    def status(self) -> int | None:
        """Say the next piece; it has ended when nothing is left to say."""
        self.looks += 1
        if self._left:
            self._say()
            return None
        if self._hangs_up:
            self._theirs.close()
        return self._status

    def end(self) -> None:
        """Let go of everything."""
        self._theirs.close()
        self.line.close()
        self.output.close()
        os.close(self._writes)

    def _say(self) -> None:
        if self._left:
            piece = self._left.pop(0)
            try:
                sent = self._theirs.send(piece)
            except BlockingIOError:
                sent = 0
            if piece[sent:]:
                self._left.insert(0, piece[sent:])


def heard(script: Script) -> dict[str, Any] | Finding | FaultError:
    """Return what the judge makes of a script: the answer, or why there is none; nothing else comes out of it."""
    with spoken(script):
        try:
            line = exchange.Exchange(LIMITS, level="L0")
        except (Finding, FaultError) as error:
            return error
        try:
            line.ask({"op": "live"})
            line._id = ID
            line.stage.status()  # it is asked, so it goes on: or else every script would cost the judge a wait
            return line.wait()
        except Finding as found:
            return found
        finally:
            assert len(line._data) <= exchange.LARGEST + exchange.CHUNK
            line.close()


@contextmanager
def spoken(script: Script) -> Iterator[None]:
    """Let every stage of the judge's say this."""
    with (
        mock.patch.object(exchange, "opened", side_effect=lambda *_: Scripted(script)),
        mock.patch.object(exchange, "renew"),
    ):
        yield


def after_greeting(pieces: Sequence[bytes]) -> Iterator[bytes]:
    """Give pieces that hold something, with a cut after the first line: what is said later answers a request."""
    greeting = True
    for piece in pieces:
        first, end, rest = piece.partition(b"\n") if greeting else (piece, b"", b"")
        greeting = greeting and not end
        yield from filter(None, (first + end, rest))


def cut(stream: bytes, places: Sequence[int]) -> tuple[bytes, ...]:
    """Return a stream in pieces."""
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return tuple(stream[a:b] for a, b in pairwise(edges))


TOKENS = (
    b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"9" * 4400, b"9" * 4299, b"1." + b"7" * 9000, b"-0", b"01", b"1e-999",
    b"[" * 3000, b"{" * 3000, b'{"a":' * 3000, b"[" * 50 + b"]" * 50, b"[" * 400 + b"]" * 400, b"]", b"}", b"\n", b"\r\n", b"\x00", b" ",
    b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00", b"\xc0\xaf", b"\xf4\x90\x80\x80", b'"\\ud800"', b'"\\udc00\\ud800"', b"\\u0000",
    b"\x1b[2J", b"::error::x", "\u202e".encode(), b'"$": 1, ', b'{"$": [[[]]], "text": {}}', b'{"$": "int", "text": "3"}',
    b'"id": "' + ID.encode() + b'", ', b'{"id": "' + ID.encode() + b'", "value": 1}\n', HELLO, b'"id": 1, ',
    b"true", b"false", b"null", b'""', b"{}", b"[]", b'"x"', b"1" + b"0" * 308, b"2e308",
)  # fmt: skip
"""What makes JSON readers stumble."""


def mutated(good: bytes, dice: random.Random) -> bytes:
    """Return a stream with one to six things done to it that somebody hostile might do."""
    data = bytearray(good)
    for _ in range(dice.choice((1, 1, 2, 5))):
        place = dice.randrange(len(data) + 1)
        end = min(len(data), place + dice.choice((1, 1, 4, 30, 300)))
        match dice.randrange(7):
            case 0:
                data[place:end] = b""
            case 1:
                data[place:place] = dice.choice(TOKENS)
            case 2:
                data[place:end] = dice.choice(TOKENS)
            case 3:
                data[place:end] = dice.randbytes(end - place)
            case 4:
                data[place:place] = data[dice.randrange(len(data) + 1) :][: dice.choice((1, 20, 200))]
            case 5:
                del data[place:]
            case _:
                replace_value(data, dice)
    return bytes(data)


def replace_value(data: bytearray, dice: random.Random) -> None:
    """Put something odd in place of one value: what stands between a colon and the next comma or bracket."""
    colons = [n for n, byte in enumerate(data) if byte == ord(":")]
    if not colons:
        return
    start = dice.choice(colons) + 1
    end = next((n for n in range(start, len(data)) if data[n] in b",}]"), len(data))
    data[start:end] = b" " + dice.choice(TOKENS)


ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 3, 2**31, 2**64, -(10**4000), 0.5, -0.0, 1e308, "", "A", "\ud800", "\x1b[2J\u202e", "::error::", "x" * 70_000,
    [], {}, [[]], {"$": "int", "text": "3"}, {"$": [[[]]], "text": {}}, {"$": 1}, {"a": 1}, {"": None}, [1, "x"], ["A"] * 300,
    "lock", "raised", "returned", "deadlock", "limit", "unseen", "forbidden", "nondeterministic", "NotImplementedError",
)  # fmt: skip
"""Values that a message of the right form may hold all the same."""


def altered(value: Any, dice: random.Random) -> Any:
    """Return plain data with one part exchanged, left out, doubled or buried."""
    if not isinstance(value, dict | list) or not value or not dice.randrange(6):
        return buried(value, dice) if not dice.randrange(8) else dice.choice(ODD)
    if isinstance(value, list):
        place = dice.randrange(len(value))
        return [*value[:place], *[altered(value[place], dice)] * dice.choice((0, 1, 1, 2)), *value[place + 1 :]]
    key = dice.choice(list(value))
    if not dice.randrange(12):
        return {one: part for one, part in value.items() if one != key}
    if not dice.randrange(12):
        return {**value, dice.choice(("$", "id", "more", "")): dice.choice(ODD)}
    return {**value, key: altered(value[key], dice)}


def buried(value: Any, dice: random.Random) -> Any:
    """Return a value under many levels."""
    for _ in range(dice.choice((5, 58, 59, 60, 61, 200, 700))):
        value = [value] if dice.random() < 0.5 else {"$" if not dice.randrange(50) else "a": value}
    return value
