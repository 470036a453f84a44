"""Gates and notes: how a process tells the judge where it is, and waits until it may go on.

Every message is a connection of its own to a socket in the box. So the order in which the
judge accepts them is the order in which they happened, the kernel itself names the pid that
speaks, and it works alike in children made by fork, spawn and forkserver.
"""

import json
import os
import socket
from collections.abc import Sequence
from typing import Any

from grader.stage.address import address
from grader.stage.plain import plain

ADDRESS = "THREADLINGS_GATES"
DECODER = json.JSONDecoder()  # whose raw_decode does without the builtins that student code may have replaced


def gate(name: str, info: object = None) -> Any:
    """Wait here until the judge opens the gate `name`, and return what it says then, plain data.

    `info` is plain data that the judge sees meanwhile.
    """
    return _tell("gate", name, info)


def note(name: str, info: object = None) -> None:
    """Tell the judge that `name` happened, and go on once the judge has written it down."""
    _tell("note", name, info)


def loaded() -> None:
    """Tell the judge that the student's module has been loaded."""
    _tell("loaded", "", None)


def stray(how: str) -> None:
    """Tell the judge that a child came back out of the student's code: it `returned` or `raised`."""
    _tell("stray", how, None)


def unsent(why: str) -> None:
    """Tell the judge that something was lost on its way to another process, and why."""
    _tell("unsent", "", why)


def watched(program: str) -> None:
    """Have the judge asked before certain system calls from here on, or tell it why that does not work."""
    from grader.stage.witness import install  # noqa: PLC0415  (every spawned child imports this module, and asks nobody)

    try:
        listener = install(bytes.fromhex(program))
    except OSError as error:
        _tell("unseen", "", str(error))
        return
    _tell("seen", "", None, [listener])
    os.close(listener)


def _tell(kind: str, name: str, info: object, given: Sequence[int] = ()) -> Any:
    message = json.dumps({"kind": kind, "name": name, "info": plain(info)})
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        with address(os.environ[ADDRESS]) as short:
            line.connect(short)
        if given:
            socket.send_fds(line, [message.encode() + b"\n"], given)
        else:
            line.sendall(message.encode() + b"\n")
        with line.makefile("rb") as answers:
            return DECODER.raw_decode((answers.readline() or b"null").decode())[0]
