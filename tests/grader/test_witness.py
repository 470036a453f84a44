"""The witness: a process that is about to end, to strike or to set a timer waits until we have heard of it."""

import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from grader import watch
from grader.judge.witness import Call, Witness
from grader.sandbox import notifications

pytestmark = pytest.mark.skipif(not watch.available() or bool(notifications.trouble()), reason="needs notifications")

Watched = Callable[[str], tuple[subprocess.Popen[bytes], list[Call], selectors.BaseSelector]]
INSTALL = """
import os, signal, socket, threading, time
from grader.stage.witness import install
from grader.syscalls import asking

listener = install(asking())
with socket.socket(fileno={fd}) as line:
    socket.send_fds(line, [b"."], [listener])
os.close(listener)
{body}
"""


@pytest.fixture
def watched() -> Iterator[Watched]:
    """Start a process that is watched, and write down its calls, none of which is let go."""
    with ExitStack() as end:

        def start(body: str) -> tuple[subprocess.Popen[bytes], list[Call], selectors.BaseSelector]:
            ours, theirs = (end.enter_context(one) for one in socket.socketpair())
            command = [sys.executable, "-c", INSTALL.format(fd=theirs.fileno(), body=body)]
            process = end.enter_context(subprocess.Popen(command, pass_fds=[theirs.fileno()]))
            end.callback(process.kill)
            _, (listener,), _, _ = socket.recv_fds(ours, 1, 1)
            selector = end.enter_context(selectors.DefaultSelector())
            calls: list[Call] = []
            end.callback(Witness(listener, selector, calls.append).close)
            return process, calls, selector

        yield start


def heard(calls: list[Call], selector: selectors.BaseSelector) -> Call:
    """Return the next call."""
    before = len(calls)
    while len(calls) == before:
        for key, _ in selector.select():
            key.data()
    return calls[-1]


def test_an_exit_code_is_told_before_anybody_sees_it(watched: Watched) -> None:
    process, calls, selector = watched("os._exit(7)")

    call = heard(calls, selector)

    assert (call.name, call.thread, call.arguments[0]) == ("exit", process.pid, 7)
    assert process.poll() is None
    call.go()
    assert process.wait() == 7


@pytest.mark.parametrize(
    ("body", "name", "arguments"),
    [
        ("os.kill(os.getppid(), 0)", "kill", (os.getpid(), 0)),
        ("signal.alarm(5)", "alarm", (5,)),
        ("signal.setitimer(signal.ITIMER_REAL, 5)", "setitimer", (0,)),
        ("os.fork() or os._exit(3); os.wait()", "exit", (3,)),
    ],
)
def test_what_is_asked_about_is_told_with_its_arguments(
    watched: Watched, body: str, name: str, arguments: tuple[int, ...]
) -> None:
    _, calls, selector = watched(body)

    call = heard(calls, selector)

    if name == "alarm" and call.name == "setitimer":
        return  # without an alarm of its own the C library sets this timer
    assert (call.name, call.arguments[: len(arguments)]) == (name, arguments)


def test_a_thread_is_told_by_its_own_number(watched: Watched) -> None:
    process, calls, selector = watched("threading.Thread(target=os._exit, args=(4,)).start(); signal.pause()")

    call = heard(calls, selector)

    assert call.thread in watch.threads(process.pid)
    assert call.thread != process.pid


def test_who_has_been_killed_while_it_waited_is_let_go_in_vain(watched: Watched) -> None:
    process, calls, selector = watched("os._exit(7)")
    call = heard(calls, selector)

    process.kill()

    assert process.wait() == -signal.SIGKILL
    call.go()
