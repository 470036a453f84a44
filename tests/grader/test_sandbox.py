"""What is taken in, what is kept out, and what is left of a stage that has been ended."""

import os
from pathlib import Path

import pytest

from grader import nursery, sandbox, watch
from tests.grader.conftest import Staged


def test_an_ordinary_file_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n")

    assert sandbox.taken(tmp_path / "a.py") == b"x = 1\n"


def test_everything_else_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(__file__)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "large").write_bytes(b"#" * (sandbox.LARGEST_FILE + 1))

    for name, code in (("folder", "S702"), ("link", "S702"), ("fifo", "S702"), ("none", "S702"), ("large", "S703")):
        with pytest.raises(sandbox.RefusedError) as refused:
            sandbox.taken(tmp_path / name)
        assert refused.value.code == code


def test_a_stage_says_hello_and_is_gone_when_ended() -> None:
    folder = sandbox.box({"student.py": b""})
    stage = sandbox.StageProcess("live", folder, sandbox.LIVE, {})
    stage.line.setblocking(True)
    hello = stage.line.recv(1000)

    stage.end()
    sandbox.remove(folder)

    assert b'"hello"' in hello
    assert stage.status() == -9
    assert stage.pid not in watch.parents()
    assert not folder.exists()


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
    assert own["HOME"] == own["TMPDIR"] == str(Path(own["THREADLINGS_GATES"]).parent)
    assert f"HOME={own['HOME']}" in inherited
    assert "SECRET" not in started + repr(inherited)


def test_the_nursery_is_replaced_when_it_is_gone() -> None:
    nursery.close()
    pids = set()
    for _ in range(2):
        folder = sandbox.box({})
        stage = sandbox.StageProcess("live", folder, sandbox.LIVE, {})
        pids |= nursery.spared()
        stage.end()
        sandbox.remove(folder)
        watch.kill(nursery.nursery().pid)
        nursery.nursery().process.wait()

    assert len(pids) == 2


def test_a_closed_nursery_leaves_no_process() -> None:
    folder = sandbox.box({})
    stage = sandbox.StageProcess("live", folder, sandbox.LIVE, {})
    stage.end()
    sandbox.remove(folder)

    nursery.close()

    assert watch.family(os.getpid()) == {}
    assert nursery.spared() == set()
