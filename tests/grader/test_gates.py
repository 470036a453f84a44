"""The judge's gates against whatever a process in the box may say there: each caller is heard, held or hung up on."""

import json
import random
import selectors
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.judge.finding import Finding
from grader.judge.gates import LARGEST, MOST, Gates
from tests.grader.scripted import altered, cut, mutated

SAID: tuple[dict[str, Any], ...] = (
    {"kind": "gate", "name": "door", "info": [1]},
    {"kind": "note", "name": "n", "info": {"$": "int", "text": "3"}},
    {"kind": "stray", "name": "returned", "info": None},
    {"kind": "loaded", "name": "", "info": None},
    {"kind": "unseen", "name": "", "info": "no"},
)


def test_no_message_at_a_gate_breaks_the_judge(tmp_path: Path) -> None:
    dice = random.Random(0)
    selector = selectors.DefaultSelector()
    gates = Gates(tmp_path / "gates", selector, lambda *_: None)
    callers = [socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(500)]

    for caller in callers:
        caller.connect(str(tmp_path / "gates"))
        pump(selector)
        for piece in cut(hostile(dice), [dice.randrange(1 << 16) for _ in range(dice.randrange(3))]):
            tell(caller, piece)
            pump(selector)
        if dice.random() < 0.3:
            caller.close()
            pump(selector)

    assert all(type(note.name) is str for note in (*gates.notes, *gates.strays))
    assert len(gates.notes) > 10
    assert len(gates.held) > 10
    assert len(gates._callers) <= MOST
    assert all(len(one.data) <= LARGEST for one in gates._callers)
    gates.open_all()
    assert gates.held == ()
    gates.close()
    for caller in callers:
        caller.close()
    selector.close()


def hostile(dice: random.Random) -> bytes:
    """Return what one process says."""
    said = dice.choice(SAID)
    line = json.dumps(said if dice.random() < 0.3 else altered(said, dice)).encode() + b"\n"
    return line if dice.random() < 0.6 else mutated(line, dice)


def pump(selector: selectors.BaseSelector) -> None:
    """Take in everything that has arrived, as Exchange.pump does."""
    while events := [key for key, _ in selector.select(0) if key.fileobj.fileno() != -1]:  # type: ignore[union-attr]
        for key in events:
            if key.fileobj.fileno() != -1:  # type: ignore[union-attr]
                with suppress(Finding):
                    key.data()


def tell(caller: socket.socket, piece: bytes) -> None:
    """Send a piece, unless the judge has hung up."""
    caller.setblocking(False)
    try:
        caller.send(piece)
    except OSError:
        return
