"""The grading process beside a Dask worker: an order per line on standard input, an answer per line on the other.

Its main thread grades, so that signals work. When the worker is gone its end of the pipe is closed; then all that was
started here ends, and this process with it.
"""

import json
import os
import select
import signal
import socket
import sys
import threading
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from grader import judging, watch
from grader.cluster.order import Order, objection, rules, unpacked
from grader.sandbox import cgroup, levels


def main() -> None:
    """Answer orders until there are no more or the one who gives them is gone."""
    watch.adopt_orphans()
    levels.compiled()
    signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=leave_with, args=(sys.stdin.fileno(),), daemon=True).start()
    here = rules()
    try:
        for line in sys.stdin:
            sys.stdout.write(json.dumps(answered(json.loads(line), here)) + "\n")
            sys.stdout.flush()
        signal.pause()  # the end of the orders is the end of who gives them: `leave` comes
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        judging.close()
        watch.end_children()
        cgroup.sweep()


def leave(*_: object) -> NoReturn:
    """Leave whatever the main thread is at, so that it puts its things away."""
    raise SystemExit


def leave_with(pipe: int) -> None:
    """End this process as soon as nobody can write to `pipe` any more, also while it is at work."""
    poll = select.poll()
    poll.register(pipe, 0)  # hanging up is always told
    poll.poll()
    os.kill(os.getpid(), signal.SIGTERM)


def answered(order: Order, here: dict[str, str]) -> dict[str, Any]:
    """Return the judge's reports by slug, or why there are none."""
    course = Path(os.environ.get("THREADLINGS_COURSE") or order["course"])
    if reason := objection(order, here, course) or trouble(order["job"]["level"]):
        return {"refused": f"{socket.gethostname()}: {reason}"}
    with judging.place() as folder:
        raws = judging.run(unpacked(order, course, folder))
    return {"raws": {slug: asdict(raw) for slug, raw in raws.items()}}


@cache
def trouble(level: str) -> str:
    """Say why a sandbox does not work here, after one trial; empty if it does."""
    reason = levels.trouble(level)
    return reason and f"sandbox {level} does not work ({reason}); `grade doctor` on that machine says what helps"


if __name__ == "__main__":
    main()
