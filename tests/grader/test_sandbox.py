"""What is taken in, what is kept out, and what is left of a stage that has been ended."""

import os
from pathlib import Path

import pytest

from grader import sandbox, watch


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
    stage = sandbox.StageProcess(folder, sandbox.LIVE, {})
    stage.line.setblocking(True)
    hello = stage.line.recv(1000)

    stage.end()
    sandbox.remove(folder)

    assert b'"hello"' in hello
    assert stage.status() == -9
    assert stage.pid not in watch.parents()
    assert not folder.exists()


def test_a_stage_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_JUDGE", "42")
    folder = sandbox.box({})
    stage = sandbox.StageProcess(folder, sandbox.LIVE, {"GIVEN": "1"})
    stage.line.setblocking(True)
    stage.line.recv(1000)

    environment = Path(f"/proc/{stage.pid}/environ").read_bytes()

    stage.end()
    sandbox.remove(folder)
    assert b"GIVEN=1" in environment
    assert b"SECRET" not in environment
