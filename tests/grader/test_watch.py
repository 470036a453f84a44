"""What the kernel says of real small processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader import watch

pytestmark = pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")


@contextmanager
def process(source: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", source]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as child:
        try:
            yield child
        finally:
            child.kill()


def rest_once_asleep(pid: int) -> str:
    """Return how a process rests, as soon as it does."""
    while True:
        task = watch.look(pid, pid)
        if task is None or task.rest != "awake":
            return task.rest if task else "none"


READY = "import sys, os, time, threading, select, signal; print('ready', flush=True); "


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("sys.stdin.read()", "forever"),
        ("signal.pause()", "forever"),
        ("lock = threading.Lock(); lock.acquire(); lock.acquire()", "forever"),
        ("lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=1000)", "timed"),
        ("time.sleep(1000)", "timed"),
        ("select.select([], [], [], 1000)", "timed"),
        ("select.select([0], [], [])", "forever"),
        ("select.poll().poll(1_000_000)", "timed"),
        ("poll = select.poll(); poll.register(0); poll.poll()", "forever"),
    ],
)
def test_a_sleep_that_ends_is_told_from_one_that_does_not(source: str, rest: str) -> None:
    with process(READY + source) as child:
        assert child.stdout is not None
        child.stdout.readline()

        found = {rest_once_asleep(child.pid) for _ in range(20)}

        assert rest in found


def test_a_busy_process_is_awake() -> None:
    with process("while True: pass") as child:
        task = watch.look(child.pid, child.pid)

        assert task is not None
        assert task.rest == "awake"


DAEMON = """
import os, signal
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        signal.pause()
    os._exit(0)
os.wait()
signal.pause()
"""


def test_end_family_ends_a_daemon_that_left_its_session_and_its_parent() -> None:
    watch.adopt_orphans()
    with process(DAEMON) as child:
        assert child.stdout is not None
        daemon = int(child.stdout.readline())

        watch.end_family(child.pid)

        assert child.wait() == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(daemon, 0)


def test_a_zombie_is_gone_and_counted_in_the_family() -> None:
    with process(
        "import os\nif os.fork() == 0: os._exit(0)\nprint(flush=True)\nimport signal; signal.pause()"
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        while "Z" not in watch.family(child.pid).values():
            pass

        (zombie,) = watch.family(child.pid)
        assert watch.look(zombie, zombie) is None or watch.look(zombie, zombie).rest == "gone"  # type: ignore[union-attr]
