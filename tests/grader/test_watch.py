"""What the kernel says of real small processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader import syscalls, watch
from grader.sandbox.levels import trouble
from grader.sandbox.limits import LIVE
from grader.sandbox.nursery import nursery
from grader.sandbox.process import StageProcess

pytestmark = pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")

HEAD = "import os, select, signal, sys, threading, time\ndef say(*words): print(*words, flush=True)\n"
CHILD = "if os.fork() == 0: say(os.getpid()); signal.pause()\n"


@contextmanager
def process(source: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process at work on `source`, which can `say` things; end it with all that it started."""
    command = [sys.executable, "-c", HEAD + source]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as child:
        try:
            yield child
        finally:
            watch.end_family(child.pid)


def heard(child: subprocess.Popen[bytes]) -> list[int]:
    """Return the numbers of the next line that a process says."""
    assert child.stdout is not None
    return [int(word) for word in child.stdout.readline().split()]


def rest_once_asleep(pid: int, tid: int) -> str:
    """Return how a thread rests, as soon as it does."""
    while True:
        task = watch.look(pid, tid)
        if task is None or task.rest != "awake":
            return task.rest if task else "none"


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("sys.stdin.read()", "forever"),
        ("signal.pause()", "forever"),
        ("lock = threading.Lock(); lock.acquire(); lock.acquire()", "forever"),
        ("lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=1000)", "timed"),
        ("threading.Event().wait(1000)", "timed"),
        ("time.sleep(1000)", "timed"),
        ("signal.sigtimedwait([signal.SIGUSR1], 1000)", "timed"),
        ("signal.sigwait([signal.SIGUSR1])", "forever"),
        ("select.select([], [], [], 1000)", "timed"),
        ("select.select([0], [], [])", "forever"),
        ("select.poll().poll(1_000_000)", "timed"),
        ("poll = select.poll(); poll.register(0); poll.poll()", "forever"),
        ("select.epoll().poll(1000)", "timed"),
        ("poll = select.epoll(); poll.register(0); poll.poll()", "forever"),
        ("os.fork() or signal.pause(); os.wait()", "forever"),
        ("os.kill(os.getpid(), signal.SIGSTOP)", "forever"),
    ],
)
def test_a_sleep_that_ends_is_told_from_one_that_does_not(source: str, rest: str) -> None:
    with process("say(1)\n" + source) as child:
        heard(child)

        assert rest_once_asleep(child.pid, child.pid) == rest


def test_a_busy_process_is_awake() -> None:
    with process("say(1)\nwhile True: pass") as child:
        heard(child)

        found = {seen(child.pid) for _ in range(20)}

    assert found == {"awake"}


def seen(pid: int) -> str:
    task = watch.look(pid, pid)
    return task.rest if task else "none"


@pytest.mark.parametrize(
    ("state", "call", "words", "rest"),
    [
        ("R", None, b"running", "awake"),
        ("D", 0, b"0 0 0 0 0 0 0", "awake"),
        ("S", None, b"running", "awake"),  # asleep in /proc/stat, awake a moment later
        ("Z", -1, b"-1 0x0 0x0", "gone"),
        ("Z", None, b"running", "awake"),  # has not told its parent yet
        ("Z", 231, b"231 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0", "awake"),
        ("Z", None, b"", "gone"),
        ("X", None, b"", "gone"),
        ("T", None, b"", "forever"),
        ("t", None, b"", "forever"),
    ],
)
def test_what_is_not_surely_asleep_is_awake(state: str, call: int | None, words: bytes, rest: str) -> None:
    assert syscalls.rest(state, call, words.split()) == rest


def test_every_thread_of_a_process_is_seen() -> None:
    with process(
        "lock = threading.Lock(); lock.acquire()\n"
        "threads = [threading.Thread(target=lock.acquire) for _ in range(3)]\n"
        "for t in threads: t.start()\n"
        "say(*(t.native_id for t in threads)); time.sleep(1000)"
    ) as child:
        tids = heard(child)

        found = watch.tasks([child.pid])

        assert sorted(task.tid for task in found) == sorted([child.pid, *tids])
        assert {rest_once_asleep(child.pid, tid) for tid in tids} == {"forever"}
        assert rest_once_asleep(child.pid, child.pid) == "timed"


def test_a_thread_that_sleeps_on_is_the_same_in_two_looks_and_one_that_ran_is_not() -> None:
    with process("for line in sys.stdin: say(1)") as child:
        assert rest_once_asleep(child.pid, child.pid) == "forever"
        before = watch.look(child.pid, child.pid)
        assert watch.look(child.pid, child.pid) == before

        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
        heard(child)

        assert rest_once_asleep(child.pid, child.pid) == "forever"
        assert watch.look(child.pid, child.pid) != before


@pytest.mark.parametrize(
    ("source", "waits"),
    [
        ("sys.stdin.read()", "data"),
        ("os.fork() or signal.pause(); os.wait()", "child"),
        ("pid = os.fork() or signal.pause(); os.waitid(os.P_PID, pid, os.WEXITED)", "child"),
        ("lock = threading.Lock(); lock.acquire(); lock.acquire()", "lock"),
        ("r, w = os.pipe(); os.write(w, bytes(10_000_000))", "room"),
        ("signal.pause()", "something"),
    ],
)
def test_what_a_thread_waits_for_has_a_word(source: str, waits: str) -> None:
    with process("say(1)\n" + source) as child:
        heard(child)
        assert rest_once_asleep(child.pid, child.pid) == "forever"

        task = watch.look(child.pid, child.pid)

        assert task is not None
        assert syscalls.awaited(task.call) == waits


@pytest.mark.parametrize(
    ("wait", "child"),
    [
        ("os.waitpid(pid, 0)", "one"),
        ("os.waitid(os.P_PID, pid, os.WEXITED)", "one"),
        ("os.wait()", "any"),
        ("os.waitpid(0, 0)", "any"),
        ("os.waitid(os.P_ALL, 0, os.WEXITED)", "any"),
    ],
)
def test_the_child_that_a_parent_waits_for_is_known(wait: str, child: str) -> None:
    with process(f"pid = os.fork() or signal.pause(); say(pid); {wait}") as parent:
        (pid,) = heard(parent)
        assert rest_once_asleep(parent.pid, parent.pid) == "forever"

        task = watch.look(parent.pid, parent.pid)

        assert task is not None
        assert task.child == {"one": pid, "any": syscalls.ANY}[child]


def a_task(
    pid: int, tid: int = 0, parent: int = 1, rest: syscalls.Rest = "forever", child: int | None = None
) -> watch.Task:
    return watch.Task(pid, tid or pid, parent, rest, switches=0, cpu=0, call=None, child=child)


@pytest.mark.parametrize(
    "seen",
    [
        [a_task(5, child=6), a_task(6, parent=5, rest="gone")],
        [a_task(5, child=syscalls.ANY), a_task(6, parent=5, rest="gone")],
        [a_task(5), a_task(5, 7, child=6), a_task(6, parent=5, rest="gone")],
    ],
)
def test_a_parent_that_waits_for_a_dead_child_is_about_to_wake(
    monkeypatch: pytest.MonkeyPatch, seen: list[watch.Task]
) -> None:
    monkeypatch.setattr(watch, "inner", lambda pid: pid)

    assert watch.overdue(seen)


@pytest.mark.parametrize(
    "seen",
    [
        [a_task(5, child=6), a_task(6, parent=5)],
        [a_task(5, child=8), a_task(6, parent=5, rest="gone")],
        [a_task(5), a_task(6, parent=5, rest="gone")],
        [a_task(5, child=6), a_task(6, parent=5, rest="gone"), a_task(6, 9, parent=5)],
        [a_task(5, child=syscalls.ANY), a_task(6, parent=4, rest="gone")],
    ],
)
def test_a_parent_that_waits_for_the_living_sleeps_on(monkeypatch: pytest.MonkeyPatch, seen: list[watch.Task]) -> None:
    monkeypatch.setattr(watch, "inner", lambda pid: pid)

    assert not watch.overdue(seen)


def test_whom_a_parent_waits_for_is_told_by_the_number_in_its_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "inner", {5006: 16, 5007: 5006}.__getitem__)
    dead, living = a_task(5006, parent=5005, rest="gone"), a_task(5007, parent=5005)

    assert watch.overdue([a_task(5005, child=16), dead, living])
    assert not watch.overdue([a_task(5005, child=5006), dead, living])


@pytest.mark.skipif(bool(trouble("L2")), reason=trouble("L2"))
def test_a_zombie_in_a_namespace_still_tells_its_number_there() -> None:
    dead = "pid = os.fork() or os._exit(0)\nos.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)\nsay(pid)\nos.read(0, 1)"
    sandbox = ["bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", sys.executable, "-c", HEAD + dead]
    with subprocess.Popen(sandbox, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        zombies = [pid for pid, state in watch.family(process.pid).items() if state == "Z"]

        assert [watch.inner(pid) for pid in zombies] == [number]
        assert zombies != [number]
        process.communicate()


def test_the_family_is_children_and_their_children() -> None:
    with process("if os.fork() == 0:\n if os.fork() == 0: say(os.getppid(), os.getpid())\nsignal.pause()") as child:
        son, grandson = heard(child)

        assert set(watch.family(child.pid)) == {son, grandson}
        assert set(watch.family(son)) == {grandson}
        assert watch.family(grandson) == {}
        assert child.pid in watch.family(os.getpid())


def test_descendants_are_found_among_all_processes_if_the_lists_of_children_lead_to_too_few() -> None:
    everybody = os.open("/proc", os.O_RDONLY)
    with process(CHILD + "else: signal.pause()") as child:
        (son,) = heard(child)

        found = [watch.descendants(child.pid, inside) for inside in (None, everybody)]

    os.close(everybody)
    assert [{pid: parent for pid, (parent, _) in one.items()} for one in found] == [{son: child.pid}] * 2


@pytest.mark.skipif(bool(trouble("L2")), reason=trouble("L2"))
def test_a_namespace_says_how_many_are_in_it() -> None:
    stage = StageProcess(level="L2", op="live", limits=LIVE, files={})
    inside, init = watch.namespace(stage.pid), nursery("L2").pid

    assert inside is not None
    assert watch.population(inside) == 2
    assert watch.offspring(init) == {stage.pid: init}
    assert watch.descendants(init, inside).keys() == {stage.pid}
    assert watch.namespace(os.getpid()) is None

    os.close(inside)
    stage.end()


def test_a_zombie_is_in_the_family_and_gone() -> None:
    with process(
        "pid = os.fork() or os._exit(0)\n"
        "os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)\n"  # it has ended, and stays a zombie
        "say(pid); signal.pause()"
    ) as child:
        (zombie,) = heard(child)

        assert watch.family(child.pid) == {zombie: "Z"}
        assert rest_once_asleep(zombie, zombie) == "gone"


def test_who_is_no_more_is_nowhere() -> None:
    with process("say(1)") as child:
        heard(child)
        child.wait()

        assert watch.look(child.pid, child.pid) is None
        assert watch.tasks([child.pid]) == ()
        assert watch.family(child.pid) == {}
        assert watch.command(child.pid) == ""
        watch.kill(child.pid)
        watch.kill_group(child.pid)
        watch.reap(child.pid)


DAEMON = """
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        say(os.getpid())
        signal.pause()
    os._exit(0)
os.wait()
signal.pause()
"""


def test_end_family_ends_a_daemon_that_left_its_session_and_its_parent() -> None:
    watch.adopt_orphans()
    with process(DAEMON) as child:
        (daemon,) = heard(child)

        watch.end_family(child.pid)

        assert child.wait() == -signal.SIGKILL
    assert daemon not in watch.parents()
    assert watch.family(os.getpid()) == {}


def test_end_family_ends_those_who_make_children_faster_than_one_can_kill_them() -> None:
    watch.adopt_orphans()
    end = time.monotonic() + 60  # should this test be killed, its processes end by themselves
    with process(f"say(1)\nwhile time.monotonic() < {end}:\n if os.fork(): os._exit(0)") as child:
        heard(child)

        watch.end_family(child.pid)

    assert watch.family(os.getpid()) == {}


def test_what_the_platform_lacks_is_named() -> None:
    assert watch.lacking(["fork", "proc"]) == []
    assert watch.lacking(["fork", "zebra"]) == ["zebra"]
