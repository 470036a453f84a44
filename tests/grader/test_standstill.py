"""An exploration that no longer computes is known at once, from outside; one that has others at work for it is not."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader import watch
from grader.judge.finding import Finding
from grader.judge.standstill import Standstill
from grader.sandbox import nursery
from tests.grader.conftest import Staged

pytestmark = pytest.mark.skipif(not watch.available(), reason="processes are seen from outside by Linux's /proc")

BLOCKS = {
    "for a signal": ("import _signal", "_signal.pause()", "D202"),
    "for a byte": ("import os", "os.read(os.pipe()[0], 1)", "D202"),
    "for an hour": ("import select", "select.select([], [], [], 3600)", "T509"),
    "stopped": ("import os", "os.kill(os.getpid(), 19)", "D202"),
}


@pytest.fixture(autouse=True)
def _no_sandbox_is_left() -> Iterator[None]:
    yield
    nursery.close()


@pytest.fixture
def begun() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Give a place for processes, which are ended afterwards with all that came from them."""
    found: list[subprocess.Popen[bytes]] = []
    yield found
    for one in found:
        with one:
            os.killpg(one.pid, signal.SIGKILL)


def start(program: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", program + "\n"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)


def verdict(standstill: Standstill) -> str:
    while True:
        try:
            standstill.look()
        except Finding as found:
            return found.code


@pytest.mark.parametrize("what", BLOCKS)
def test_a_real_wait_behind_the_explorers_back_is_a_finding(staged: Staged, what: str) -> None:
    needs, waits, code = BLOCKS[what]
    stage = staged("", f"{needs}\ndef blocked(student):\n    {waits}\n")

    with pytest.raises(Finding) as found:
        stage.explore("blocked")

    assert found.value.code == code


def test_whoever_waits_for_a_child_that_is_at_work_stands_not_still(begun: list[subprocess.Popen[bytes]]) -> None:
    parent = start("import os\npid = os.fork()\nwhile not pid: pass\nprint(pid, flush=True)\nos.wait()")
    begun.append(parent)
    assert parent.stdout
    child = int(parent.stdout.readline())
    standstill = Standstill(parent.pid, os.getpid(), cpu=3600)
    for _ in range(50):
        standstill.look()

    os.kill(child, signal.SIGSTOP)

    assert verdict(standstill) == "D202"


def test_whoever_is_deaf_to_the_end_of_its_time_is_told_by_us(begun: list[subprocess.Popen[bytes]]) -> None:
    begun.append(start("while True: pass"))
    standstill = Standstill(begun[0].pid, os.getpid(), cpu=0.05)

    assert verdict(standstill) == "T502"
