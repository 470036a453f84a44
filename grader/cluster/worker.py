"""What runs in a Dask worker: it hands an order to a grading process and waits for the answer."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any

from grader.cluster.order import Order
from grader.judging import LIMIT, PATIENCE

idle: list["Grading"] = []
"""Warm grading processes that nobody uses now, at most one per thread; `pop` and `append` are atomic."""


def graded(order: Order) -> dict[str, Any]:
    """Return the judge's reports (`raws`), why the job is `refused`, or how the grading process has `failed`."""
    one = idle.pop() if idle else Grading()
    try:
        answer = one.told(order, LIMIT * (1 + len(order["job"]["parts"])))  # a judge that hangs is ended before
    except (TimeoutError, OSError, ValueError) as error:
        one.close()
        return {"failed": f"the grading process gave no answer: {type(error).__name__}: {error}"}
    idle.append(one)
    return answer


class Grading:
    """A grading process in a session of its own: whatever happens in there, the worker and its other jobs stay."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.cluster"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )

    def told(self, order: Order, seconds: float) -> dict[str, Any]:
        """Return the answer to an order; raises TimeoutError, or OSError or ValueError if the process is gone."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        said, until = bytearray(), time.monotonic() + seconds
        while not said.endswith(b"\n"):
            if not select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError(f"not within {seconds:.0f} s")
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                raise ValueError("it has ended")
            said += more
        return dict(json.loads(said))

    def close(self) -> None:
        """End the process, and first let it end all that it has started."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with self.process:  # closes the pipe and waits
            pass
