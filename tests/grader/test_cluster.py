"""A class on a cluster of two worker processes of this machine: the same scores, whatever dies on the way."""

import json
import logging
import os
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader import store
from grader.cluster.client import opened
from grader.cluster.order import content, written
from grader.sandbox import levels
from tests.grader.conftest import COURSE, Grade

LEVEL = levels.find().level
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(LEVEL not in ("L2", "L3"), reason=f"a class needs sandbox L2, here is {LEVEL}"),
]

CLUSTER = """
import json, sys
import dask
from distributed import LocalCluster
if __name__ == "__main__":
    dask.config.set({"distributed.scheduler.worker-saturation": 1.0})
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        print(json.dumps([cluster.scheduler_address, pids]), flush=True)
        sys.stdin.read()
"""


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[tuple[str, list[int]]]:
    """Give the address of a cluster and the pids of its two workers; leave no process behind."""
    (folder / "cluster.py").write_text(CLUSTER)
    command = [sys.executable, str(folder / "cluster.py")]
    pipe, env = subprocess.PIPE, {**os.environ, **environment}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, env=env, cwd=folder)
    assert process.stdout is not None
    try:
        address, pids = json.loads(process.stdout.readline())
        yield address, pids
    finally:
        process.communicate()


@pytest.fixture
def klass(tmp_path: Path) -> Path:
    """A class of twelve, of whom every third has full marks, and one whose file is a folder."""
    folder = tmp_path / "class"
    right = (COURSE / "solutions" / "10_first_steps" / "first_steps.py").read_text()
    for number in range(12):
        (folder / f"s{number:02}").mkdir(parents=True)
        (folder / f"s{number:02}" / "first_steps.py").write_text((right, "def (", "")[number % 3])
    (folder / "odd" / "first_steps.py").mkdir(parents=True)
    return folder


def words(klass: Path, course: Path = COURSE) -> list[object]:
    return [klass, "--course", course, "--seed", 7, "-k", "first_steps", "--format", "json"]


def scores(report: str) -> Any:
    """Return a report without the times."""
    return timeless(json.loads(report)["submissions"])


def timeless(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: timeless(value) for key, value in data.items() if key != "seconds"}
    return [timeless(one) for one in data] if isinstance(data, list) else data


def rows(file: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(file)) as base:
        return list(base.execute("SELECT id, times FROM scores ORDER BY id"))


def test_a_worker_that_is_killed_takes_nothing_along(klass: Path, grade: Grade, tmp_path: Path) -> None:
    """It is killed when it has a grading process, that is in the middle of its first job."""
    local = grade(*words(klass), "--store", tmp_path / "local.sqlite")
    with running(tmp_path) as (address, pids):
        command = [sys.executable, "-m", "grader", *map(str, words(klass)), "--each", "--cluster", address]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not children(pids[0]):
            os.sched_yield()
        grading = [os.pidfd_open(int(pid)) for pid in children(pids[0]).split()]
        os.kill(pids[0], signal.SIGKILL)
        report, said = process.communicate()

    assert process.returncode == 1, said
    assert scores(report) == scores(local.stdout)
    assert rows(store.beside(klass)) == [(one.name, 1) for one in sorted(klass.iterdir()) if one.name != ".grade"]
    assert grading
    assert all(select.select([one], [], [], 60)[0] for one in grading)  # a pidfd can be read when its process has ended


def children(pid: int) -> str:
    return "".join(task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children"))


def test_what_is_on_its_way_when_the_client_closes_is_no_news(tmp_path: Path) -> None:
    with running(tmp_path) as (address, _), opened(address, COURSE):
        assert not logging.getLogger("distributed.batched").isEnabledFor(logging.INFO)


def test_a_worker_with_other_hidden_tests_refuses_and_nothing_is_graded_wrongly(
    klass: Path, grade: Grade, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(COURSE, other, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "tests" / "exercises" / "10_first_steps" / "scenarios.py").open("a") as file:
        file.write("\n")

    with running(tmp_path, THREADLINGS_COURSE=str(other)) as (address, _):
        done = grade(*words(klass), "--cluster", address)

    assert done.returncode == 3
    assert "the hidden tests of 10_first_steps in its course" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(store.beside(klass)) == []


def test_a_scheduler_that_is_not_there_is_said_in_a_sentence(klass: Path, grade: Grade) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        done = grade(*words(klass), "--cluster", f"tcp://127.0.0.1:{nobody.getsockname()[1]}")

    assert done.returncode == 2
    assert "no Dask scheduler answers at" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_not_taken_in_is_stood_in_for_by_what_is_refused_alike(tmp_path: Path) -> None:
    large, link = tmp_path / "large.py", tmp_path / "link.py"
    large.write_bytes(b"#" * ((1 << 20) + 1))
    link.symlink_to(large)
    there = tmp_path / "there"
    there.mkdir()

    said = {file: content(file) for file in (large, link)}

    assert {file.name: one["refused"] for file, one in said.items()} == {"large.py": "S703", "link.py": "S702"}
    assert all(content(written(there, one)) == one for one in said.values())
