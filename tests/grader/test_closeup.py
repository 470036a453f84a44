"""One process seen close up, on real ones."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from grader import closeup, watch

pytestmark = pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")

Started = Callable[[str], int]


@pytest.fixture
def started() -> Iterator[Started]:
    """Start a program that says when it is ready, and return its pid."""
    with ExitStack() as end:

        def start(source: str) -> int:
            text = f"import os, signal, sys, threading, time\n{source}"
            command = [sys.executable, "-c", text]
            process = end.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
            )
            end.callback(watch.kill_group, process.pid)  # with the children that it has
            assert process.stdout is not None
            process.stdout.readline()
            return process.pid

        yield start


def rest(pid: int) -> watch.Task:
    """Return what the first thread of a process does as soon as it sleeps."""
    while (task := watch.look(pid, pid)) is None or task.rest == "awake":
        pass
    return task


@pytest.mark.parametrize(
    ("sleep", "least", "most"),
    [
        ("time.sleep(1000)", 900, 1000),
        ("threading.Event().wait(1000)", 900, 1000),
        ("import select; select.select([r], [], [], 1000)", 900, 1000),
        ("import select; poll = select.poll(); poll.register(r); poll.poll(1_000_000)", 900, 1000),
        ("signal.pause()", 0, 0),
    ],
)
def test_how_long_a_sleep_lasts_is_known(started: Started, sleep: str, least: float, most: float) -> None:
    pid = started(f"r, w = os.pipe()\nprint(flush=True)\n{sleep}")

    assert least <= closeup.sleeps_for(rest(pid)) <= most


def test_descriptors_lead_where_the_kernel_says(started: Started) -> None:
    opened = closeup.descriptors(started("print(flush=True); signal.pause()"))

    assert opened[0].startswith("pipe:")
    assert opened[1] != opened[0]


@pytest.mark.parametrize(
    ("said", "number", "dies"),
    [
        ("pass", signal.SIGTERM, True),
        ("pass", signal.SIGCHLD, False),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", signal.SIGTERM, False),
        ("signal.signal(signal.SIGUSR1, print)", signal.SIGUSR1, False),
        ("signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])", signal.SIGUSR2, False),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", signal.SIGKILL, True),
    ],
)
def test_whom_a_signal_ends_is_known(started: Started, said: str, number: int, dies: bool) -> None:  # noqa: FBT001
    assert closeup.dies_of(started(f"{said}\nprint(flush=True); signal.pause()"), number) is dies


HELPED = """
import multiprocessing

def child():
    print(flush=True)
    signal.pause()

if __name__ == "__main__":
    context = multiprocessing.get_context("{method}")
    context.Process(target=signal.pause).start()
    print(flush=True)
    signal.pause()
"""


@pytest.mark.parametrize(("method", "helpers", "others"), [("fork", 0, 1), ("spawn", 1, 1), ("forkserver", 2, 1)])
def test_the_librarys_own_processes_are_told_from_the_students(
    started: Started, method: str, helpers: int, others: int
) -> None:
    pid = started(HELPED.format(method=method))

    while len(family := watch.family(pid)) < helpers + others:
        pass  # a forkserver forks after its caller has gone on
    kinds = [closeup.is_helper(one) for one in family]

    assert (kinds.count(True), kinds.count(False)) == (helpers, others)


def test_the_process_of_a_thread_is_known(started: Started) -> None:
    pid = started("threading.Thread(target=signal.pause, daemon=True).start(); print(flush=True); signal.pause()")

    assert {closeup.process_of(tid) for tid in watch.threads(pid)} == {pid}


def test_of_who_is_no_more_nothing_is_known(started: Started) -> None:
    pid = started("print(flush=True)")
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    ended = closeup.exit_code(pid)
    os.waitpid(pid, 0)

    assert ended == 0
    assert (closeup.exit_code(pid), closeup.descriptors(pid), closeup.masks(pid)) == (None, {}, {})
    assert (closeup.is_helper(pid), closeup.process_of(pid), [*closeup.timers(pid)]) == (False, pid, [])
