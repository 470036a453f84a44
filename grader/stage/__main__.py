"""The stage process: say hello, take one request, answer it once, stay until the judge has looked around.

Everything the student's code does happens after the hello; so a stage that does not say hello
is our fault, never the student's. As `nursery` this process serves nobody itself: it is forked for every stage.
"""

import importlib
import json
import os
import socket
import sys
from typing import Any

from grader.stage.channel import Channel

LOADED = {
    "explore": ("grader.stage.explored",),
    "call": ("grader.stage.called",),
    "live": (
        "grader.stage.live",
        "multiprocessing.pool", "multiprocessing.queues", "multiprocessing.connection", "concurrent.futures.process",
    ),
}  # fmt: skip
"""What a stage finds loaded, by the kind of request: ours, and what of the standard library most submissions import."""


def nursery(fd: int) -> None:
    """Fork a stage for every order from the socket `fd`, until the judge hangs up."""
    with socket.socket(fileno=fd) as orders:
        while True:
            order, fds, _, _ = socket.recv_fds(orders, 1 << 16, 2)
            if not order:
                return
            told = json.loads(order)
            for name in LOADED[told["op"]]:
                importlib.import_module(name)
            pid = born(told, *fds, orders=fd)
            orders.sendall(b"%d" % pid)
            for given in fds:
                os.close(given)


def born(order: dict[str, Any], line: int, output: int, *, orders: int) -> int:
    """Return the pid of a new stage, whose parent has ended: the judge adopts it."""
    told, tell = os.pipe()
    parent = os.fork()
    if not parent:
        if pid := os.fork():
            os.write(tell, b"%d" % pid)
            os._exit(0)
        for fd in (orders, told, tell):
            os.close(fd)
        begin(order, line, output)
    os.waitpid(parent, 0)
    os.close(tell)
    with open(told, "rb") as answer:  # noqa: PTH123  (a pipe)
        return int(answer.read())


def begin(order: dict[str, Any], line: int, output: int) -> None:
    """Become a stage of its own: session, folder, environment, output; never returns."""
    try:
        os.setsid()
        os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["env"])
        for standard in (1, 2):
            os.dup2(output, standard)
        os.close(output)
        serve(line)
    finally:
        os._exit(1)


def serve(fd: int) -> None:
    """Serve the judge at the other end of the socket `fd`."""
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


if __name__ == "__main__":
    {"nursery": nursery, "serve": serve}[sys.argv[1]](int(sys.argv[2]))
