"""The register of processes, on real ones that end in every way there is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader import watch
from grader.judge.lives import Child, Lives

pytestmark = pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")

ME = os.getpid()


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the exit code 3 as soon as its input does."""
    command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read(); sys.exit(3)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def lives(child: subprocess.Popen[bytes]) -> Lives:
    """A register that knows this process and its child."""
    known = Lives()
    known.meet(ME)
    known.meet(child.pid)
    return known


def become_zombie(child: subprocess.Popen[bytes]) -> None:
    """Return once the child has ended, and leave it unreaped."""
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)


def test_the_living_have_no_code_yet(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    expected = Child(pid=child.pid, parent=ME, code=None, state="alive")
    assert lives.children({child.pid: "S"}, without=ME) == (expected,)


def test_a_code_is_not_told_before_its_process_has_ended(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    lives.ends(child.pid, 3)
    assert lives.children({child.pid: "S"}, without=ME)[0].code is None


@pytest.mark.parametrize(("code", "told"), [(3, 3), (256 + 7, 7), (-1, 255)])
def test_who_was_reaped_keeps_the_code_that_its_parent_got(
    lives: Lives, child: subprocess.Popen[bytes], code: int, told: int
) -> None:
    lives.ends(child.pid, code)
    expected = Child(pid=child.pid, parent=ME, code=told, state="reaped", reaper=ME)
    assert lives.children({}, without=ME) == (expected,)


def test_a_signal_that_ends_is_a_negative_code(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    lives.struck(child.pid, signal.SIGKILL)
    assert lives.children({}, without=ME)[0].code == -signal.SIGKILL


def test_a_signal_that_does_not_end_changes_nothing(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    lives.struck(child.pid, signal.SIGCHLD)
    assert lives.children({}, without=ME)[0].code is None


def test_a_zombie_stays_one_until_it_is_reaped(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    child.kill()
    become_zombie(child)
    family = watch.family(ME)
    lives.look(family)
    assert family[child.pid] == "Z"
    assert lives.children({child.pid: "Z"}, without=ME)[0].state == "zombie"
    child.wait()
    assert lives.children({}, without=ME)[0].state == "reaped"


def test_children_are_counted_as_they_were_met(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    assert (lives.number(child.pid, without=ME), lives.number(ME, without=ME)) == (1, 0)
    assert lives.number(child.pid, without=0) == 2


def test_a_process_is_found_by_the_pid_it_knows(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    assert lives.outer(watch.inner(child.pid)) == child.pid
    assert lives.outer(0) is None


def test_who_has_waited_for_whom_is_known(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    (alive,) = lives.children({child.pid: "S"}, without=0)[1:]
    lives.ends(child.pid, 3)
    child.communicate()

    assert alive.reaper == 0
    assert lives.children({}, without=0)[1].reaper == ME


def test_an_orphan_has_been_waited_for_by_nobody(lives: Lives, child: subprocess.Popen[bytes]) -> None:
    lives.look({child.pid: "S"}, {child.pid: 1})
    child.communicate()

    assert lives.children({}, without=ME)[0].reaper == 0


def test_who_is_no_more_cannot_be_met(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    assert Lives().meet(child.pid) is None
