"""A manager's process that sleeps until it is wanted.

CPython's server waits for its end a second at a time. Seen from outside that is somebody who polls, and may do
something at every turn: a run with a manager in it would have to be watched for many of these seconds each time.
"""

import threading
from multiprocessing.managers import Server
from typing import Any


class Patient(threading.Event):
    """An event that is waited for as long as it takes."""

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002  (that is the point)
        """Wait until it is set."""
        return super().wait()


def be_patient() -> None:
    """Have every manager's server that is forked from here wait for its end without looking up."""
    server: Any = Server
    server.stop_event = property(lambda self: vars(self)["stop_event"], keep)


def keep(server: Server, _event: threading.Event) -> None:
    """Give a server a patient event where it makes one."""
    vars(server)["stop_event"] = Patient()
