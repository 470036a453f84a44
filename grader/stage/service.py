"""One request of the judge, answered once.

Everything the student's code does happens after the hello; so a stage that does not say hello
is our fault, never the student's.
"""

import os
import sys
from typing import Any

from grader.stage.channel import Channel


def serve(fd: int) -> None:
    """Serve the judge at the other end of the socket `fd`; stay until the judge has looked around."""
    channel = Channel(fd)
    channel.send({"hello": {"python": sys.version, "pid": os.getpid()}})
    request = channel.receive()
    if request is None:
        return
    channel.send({"id": request["id"], **answer(request)})
    channel.receive()  # held here while the judge counts what was left behind, then killed


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
