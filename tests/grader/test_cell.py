"""A stage that shuts itself in reaches nothing of ours, nor does what it starts; what it needs is there."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import watch
from grader.sandbox import cell, nursery
from grader.sandbox.levels import trouble
from grader.sandbox.limits import PROCESSES
from tests.grader.conftest import Staged

pytestmark = pytest.mark.skipif(bool(trouble("L1")), reason=trouble("L1"))

STUDENT = """
import os, pathlib, signal, socket, subprocess, sys

def tried(attempt, *words):
    try:
        return attempt(*words)
    except OSError as error:
        return type(error).__name__

def connect(family, address):
    with socket.socket(family) as one:
        one.connect(address)
    return "connected"

def attempts(canary, folder, port, name, pid):
    return {
        "read": tried(pathlib.Path(canary).read_text),
        "list": tried(os.listdir, folder),
        "write": tried(pathlib.Path(folder, "new").write_text, "x"),
        "overwrite": tried(pathlib.Path(canary).write_text, "x"),
        "empty": tried(os.truncate, canary, 0),
        "delete": tried(os.unlink, canary),
        "rename": tried(os.rename, "student.py", folder + "/student.py"),
        "link": tried(os.link, canary, "canary"),
        "temporary": tried(pathlib.Path("/tmp/threadlings-outside").write_text, "x"),
        "environment": tried(pathlib.Path(f"/proc/{pid}/environ").read_bytes),
        "tcp": tried(connect, socket.AF_INET, ("127.0.0.1", port)),
        "abstract": tried(connect, socket.AF_UNIX, "\\0" + name),
        "signal": tried(os.kill, pid, 0),
    }

def below(*words):
    call = f"import student; print(student.attempts(*{words!r}))"
    program = f"import sys; sys.path.insert(0, '.'); {call}"
    return subprocess.check_output([sys.executable, "-c", program], text=True)

def needs():
    import multiprocessing, tempfile
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
    queue = multiprocessing.get_context("spawn").Queue()
    queue.put(pathlib.Path(__file__).name)
    return [queue.get(), os.getuid()]
"""
SCENARIOS = """
import ast
def attempts(student, words): return student.attempts(*words)
def below(student, words): return ast.literal_eval(student.below(*words))
def needs(student): return student.needs()
"""
HELD_BACK = {
    "read": "PermissionError", "list": "PermissionError", "write": "PermissionError", "overwrite": "PermissionError",
    "empty": "PermissionError", "delete": "PermissionError", "rename": "PermissionError", "link": "OSError",
    "temporary": "PermissionError", "environment": "PermissionError", "tcp": "PermissionError",
    "abstract": "PermissionError", "signal": "PermissionError",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_sandbox_is_left() -> Iterator[None]:
    yield
    nursery.close()


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[list[object]]:
    """Give what must not be reached: a file, its folder, a TCP port, an abstract socket, a process."""
    canary = tmp_path / "canary"
    canary.write_text("secret")
    tmp_path.chmod(0o777)
    canary.chmod(0o666)
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as abstract:
        name = f"threadlings-{os.getpid()}"
        abstract.bind("\0" + name)
        abstract.listen()
        yield [str(canary), str(tmp_path), tcp.getsockname()[1], name, os.getpid()]
    assert canary.read_text() == "secret"


@pytest.mark.parametrize("scenario", ["attempts", "below"])
def test_nothing_of_ours_is_reached(staged: Staged, targets: list[object], scenario: str) -> None:
    stage = staged(STUDENT, SCENARIOS, "L1")

    found = stage.run(scenario, words=targets).value

    assert {key: found[key] for key in HELD_BACK} == HELD_BACK


def test_the_same_attempts_succeed_where_nobody_is_shut_in(staged: Staged, targets: list[object]) -> None:
    targets[0] = str(Path(str(targets[0])).with_name("other"))
    Path(str(targets[0])).write_text("secret")
    stage = staged(STUDENT, SCENARIOS, "L0")

    found = stage.run("attempts", words=targets).value

    assert found["read"] == "secret"
    assert found["tcp"] == found["abstract"] == "connected"
    Path("/tmp/threadlings-outside").unlink()  # the attempt has written it


def test_what_every_program_needs_is_there(staged: Staged) -> None:
    name, uid = staged(STUDENT, SCENARIOS, "L1").run("needs").value

    assert name == "student.py"
    assert (uid == os.getuid()) == bool(os.getuid())


def test_what_its_user_has_at_work_already_comes_on_top() -> None:
    assert cell.at_work(os.getuid()) >= len(watch.threads(os.getpid()))
    assert cell.processes("L1") == PROCESSES + (cell.at_work(os.getuid()) if os.getuid() else 0)
