"""The warm process that sandboxes come from: a fork of it costs a twentieth of starting an interpreter in a new one.

It is alone in a sandbox that bubblewrap has made, has loaded all that is ours, and never anybody's code. What it forks
goes apart into namespaces of its own (stage/apart.py) before it is anybody's, and becomes the nursery in there.
"""

import json
import os
import signal
import socket
from contextlib import suppress
from typing import NoReturn

from grader.stage import apart
from grader.stage.loaded import Loaded
from grader.stage.nursery import ORDER, Nursery


class Greenhouse:
    """Obeys the judges at the other end of the socket `fd`: an order names the folder of doors, and brings a line.

    `below` is what lies in the places that are new in every sandbox, and has to be there all the same.
    """

    def __init__(self, fd: int, doors: str, *below: str) -> None:
        self.orders = socket.socket(fileno=fd)
        self.doors, self.below = doors, below
        self.loaded = Loaded()

    def serve(self) -> None:
        """Fork a sandbox for every order, until nobody is left who could give one."""
        signal.signal(signal.SIGCHLD, lambda *_: reap())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for kind in ("live", "explore"):
            self.loaded.load(kind)
        while True:
            order, fds, _, _ = socket.recv_fds(self.orders, ORDER, 1)
            if not order:
                return
            if not os.fork():
                self.grow(json.loads(order)["doors"], *fds)
            for given in fds:
                os.close(given)

    def grow(self, doors: str, line: int) -> NoReturn:
        """Be the nursery of one sandbox, or say over its line why there can be none."""
        try:
            self.orders.close()
            self.go_apart(doors, line)
            Nursery(line, self.loaded).serve()  # what fails in there is not about how it came to be: the line just ends
        finally:
            os._exit(0)

    def go_apart(self, doors: str, line: int) -> None:
        """Become the first process of a sandbox of its own."""
        try:
            apart.leave()
            if os.fork():
                os._exit(0)
            apart.furnish(self.doors, doors, self.below)
            apart.give_up_rights()
            os.setsid()
            os.chdir("/")
        except OSError as error:
            os.write(line, json.dumps({"trouble": str(error)}).encode())
            os._exit(0)


def reap() -> None:
    """Collect all who have ended: what a sandbox has used is counted as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
