"""The judge's requests, each answered once: one for a live stage, one after another for one that explores.

Everything the student's code does happens after the hello; so a stage that does not say hello
is our fault, never the student's.
"""

import os
import sys
from typing import Any

from grader.stage.channel import Channel


def serve(fd: int) -> None:
    """Serve the judge at the other end of the socket `fd` until it hangs up or ends us."""
    channel = Channel(fd)
    channel.send({"hello": {"python": sys.version, "pid": os.getpid()}})
    while (request := channel.receive()) is not None:  # held here while the judge counts what is left behind
        channel.send({"id": request["id"], **answer(request)})


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what the request asks for; each way imports only what it needs."""
    if request["op"] == "explore":
        from grader.stage.explored import answer as explored  # noqa: PLC0415  (a live stage starts without the explorer)

        return explored(request)
    if request["op"] == "call":
        from grader.stage.called import answer as called  # noqa: PLC0415

        return called(request)
    from grader.stage.live import Live  # noqa: PLC0415  (and the other way round)

    return Live(request).answer()
