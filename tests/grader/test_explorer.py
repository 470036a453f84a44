"""Explorations of one submission share a stage, as long as nobody could tell."""

import os
import signal
from collections.abc import Iterator

import pytest

from grader.judge import explorer as module
from grader.judge import stage as asking
from grader.judge.explorer import explorer
from grader.judge.finding import Finding
from grader.judge.stage import Stage
from tests.grader.conftest import Staged

ASK = "def ask(student): return student.main()\ndef other(student): return 2\n"
DEEP = """
import sys
def main():
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + 7)
    return before
"""


BACKS_OFF = """
import threading
one, other = threading.Lock(), threading.Lock()
def work(first, second):
    while True:
        with first:
            if second.acquire(timeout=1):
                second.release()
                return
def main():
    threads = [threading.Thread(target=work, args=locks) for locks in ((one, other), (other, one))]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


@pytest.fixture(autouse=True)
def retired() -> Iterator[None]:
    yield
    explorer.retire()


def pid() -> int:
    assert explorer._exchange is not None
    return explorer._exchange.stage.pid


def value(stage: Stage, scenario: str = "ask") -> object:
    (outcome,) = stage.explore(scenario).outcomes
    return outcome["value"]


@pytest.mark.parametrize("level", ["L0", "L2"])
def test_what_is_asked_next_is_answered_by_the_same_stage(staged: Staged, level: str) -> None:
    stage = staged("def main(): return 1", ASK, level)

    assert value(stage) == 1
    first = pid()
    assert value(stage, "other") == 2
    assert pid() == first


def test_another_text_has_another_stage(staged: Staged) -> None:
    assert value(staged("def main(): return 1", ASK)) == 1
    first = pid()
    assert value(staged("def main(): return 3", ASK)) == 3
    assert pid() != first


def test_a_live_run_finds_nobody_there(staged: Staged) -> None:
    stage = staged("def main(): return 1", ASK)
    value(stage)

    assert stage.run("ask").value == 1
    assert explorer._exchange is None


def test_whoever_is_gone_is_replaced(staged: Staged) -> None:
    stage = staged("def main(): return 1", ASK)
    value(stage)
    assert explorer._exchange is not None
    os.kill(pid(), signal.SIGKILL)
    while explorer._exchange.stage.status() is None:
        pass

    assert value(stage, "other") == 2


def test_whoever_has_computed_for_long_is_replaced(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRESH", 0.0)
    stage = staged("def main(): return 1", ASK)
    value(stage)
    first = pid()
    value(stage, "other")

    assert pid() != first


def test_nobody_stays_where_something_went_wrong(staged: Staged) -> None:
    with pytest.raises(Finding, match="S705"):
        staged("def main( return 1", ASK).explore("ask")

    assert explorer._exchange is None


def test_what_a_program_does_to_the_interpreter_is_over_when_the_next_is_asked(staged: Staged) -> None:
    stage = staged(DEEP, ASK + "def again(student): return student.main()\n")

    assert value(stage) == value(stage, "again")


def test_executions_that_grow_longer_and_longer_use_up_the_steps_not_the_time(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both may run out of time together as often as they like: with each execution once more."""
    monkeypatch.setattr(asking, "TOTAL", 3000)

    table = staged(BACKS_OFF, ASK).explore("ask")

    assert {outcome["kind"] for outcome in table.outcomes} == {"returned"}
    assert not table.complete
    assert table.executions < asking.RUNGS[0]
