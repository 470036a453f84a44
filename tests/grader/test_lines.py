"""Where threads are, as their process says itself when it is asked."""

import subprocess
import sys

import pytest

from grader import watch
from grader.judge import lines
from grader.judge.lines import Frame, frames, stacks

SAID = """Thread 0x00007f01 (most recent call first):
  File "/usr/lib/python3.11/threading.py", line 327 in wait
  File "/box/student.py", line 7 in main

Current thread 0x00007f02 (most recent call first):
  File "/box/my file.py", line 3 in <module>
something that nobody understands
"""
ANSWERING = """
import threading
from grader.stage.lines import answer_where

def deep(wait):
    wait()

answer_where()
threading.Thread(target=deep, args=(threading.Event().wait,), daemon=True).start()
print(flush=True)
deep(threading.Event().wait)
"""


def test_what_faulthandler_writes_is_read_thread_by_thread() -> None:
    found = stacks(SAID)

    assert found[0x7F01] == [Frame("python3.11", "threading.py", 327, "wait"), Frame("box", "student.py", 7, "main")]
    assert found[0x7F02] == [Frame("box", "my file.py", 3, "<module>")]


def test_nothing_is_made_of_nonsense() -> None:
    assert stacks("") == {}
    assert stacks('  File "x", line 1 in f\nThread zero') == {}


@pytest.mark.skipif(not watch.available(), reason="needs Linux's /proc")
@pytest.mark.parametrize("answers", [True, False])
def test_a_process_that_answers_tells_the_line_of_each_of_its_threads(
    monkeypatch: pytest.MonkeyPatch,
    answers: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(lines, "SOON", 60.0)  # a report does without, a test on a busy machine does not
    source = ANSWERING if answers else ANSWERING.replace("answer_where()\nthr", "thr")
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while any(task.rest == "awake" for task in watch.tasks([process.pid])):
            pass

        found = frames(process.pid)
        process.kill()

    assert len(found) == (2 if answers else 0)
    assert all(("deep", 6) in {(row.function, row.line) for row in rows} for rows in found.values())
