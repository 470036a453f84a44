"""Stages at every level: what they see, what they may use, and what is left of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import watch
from grader.sandbox import nursery
from grader.sandbox.limits import LIVE
from grader.sandbox.process import StageProcess
from tests.grader.conftest import LEVELS, Staged


@pytest.fixture(params=LEVELS)
def level(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give each level that works on this machine, with a nursery of its own."""
    nursery.close()
    yield request.param
    nursery.close()


def a_stage(level: str) -> StageProcess:
    return StageProcess(level=level, op="live", limits=LIVE, files={"student.py": b""})


def test_a_stage_says_hello_and_is_gone_when_ended(level: str) -> None:
    stage = a_stage(level)
    stage.line.setblocking(True)
    hello = stage.line.recv(1000)
    box = stage.made

    stage.end()

    assert b'"hello"' in hello
    assert stage.status() == -9
    assert stage.pid not in watch.parents()
    assert box is None or not box.exists()


def test_a_stage_and_its_children_see_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, staged: Staged
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_JUDGE", "42")
    stage = staged(
        "import os, subprocess\n"
        "def main(): return [dict(os.environ), subprocess.check_output(['env'], text=True).split()]\n"
        "def started(): return open('/proc/self/environ').read()\n",
        "def ask(student): return [student.main(), student.started()]",
    )

    (own, inherited), started = stage.run("ask").value

    assert own.keys() == {"PATH", "HOME", "TMPDIR", "LANG", "THREADLINGS_GATES"}
    assert own["HOME"] == own["TMPDIR"]
    assert f"HOME={own['HOME']}" in inherited
    assert "SECRET" not in started + repr(inherited)


def test_the_kernel_would_end_a_stage_before_the_warm_process(level: str) -> None:
    stage = a_stage(level)
    stage.line.setblocking(True)
    stage.line.recv(1000)

    scores = [Path(f"/proc/{pid}/oom_score_adj").read_text() for pid in (stage.pid, nursery.nursery(level).pid)]

    stage.end()
    assert [int(score) for score in scores] == [1000, int(Path("/proc/self/oom_score_adj").read_text())]


@pytest.mark.parametrize("whom", ["pid", "process"])
def test_the_nursery_is_replaced_when_it_is_gone(level: str, whom: str) -> None:
    pids = set()
    for _ in range(2):
        a_stage(level).end()
        warm = nursery.nursery(level)
        pids.add(warm.pid)
        watch.kill({"pid": warm.pid, "process": warm.outermost.pid}[whom])
        warm.kill()

    assert len(pids) == 2


def test_a_stage_that_ended_by_itself_says_how(level: str) -> None:
    stage = a_stage(level)
    stage.line.close()  # which it reads from

    while (status := stage.status()) is None:
        pass

    stage.end()
    assert status == 1
    assert stage.status() == 1


def test_a_closed_nursery_leaves_no_process_and_no_folder(level: str) -> None:
    a_stage(level).end()
    doors = nursery.nursery(level).doors

    nursery.close()

    assert watch.family(os.getpid()) == {}
    assert not doors.exists()
