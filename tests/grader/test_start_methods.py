"""Start methods: which one a run has, what still works under each, and what cannot be pickled."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.judge.finding import Finding
from grader.judge.stage import Stage
from tests.grader.conftest import Staged

METHODS = ("fork", "spawn", "forkserver")
Started = Callable[[str, str, str], Any]

STUDENT = """
import multiprocessing, os, threading
from multiprocessing import Process, Queue


def fill(queue, value):
    queue.put(value)


def answered(value):
    queue = Queue()
    child = Process(target=fill, args=(queue, value))
    child.start()
    answer = queue.get()
    child.join()
    return [multiprocessing.get_start_method(), answer, child.exitcode]


def asks_for_fork():
    multiprocessing.set_start_method("fork")
    return multiprocessing.get_start_method()


def has_a_lock():
    global lock
    lock = multiprocessing.Lock()
"""
SCENARIOS = """
def answered(student):
    return student.answered("salt")


def asks_for_fork(student):
    return student.asks_for_fork()


def has_a_lock(student):
    return student.has_a_lock()


def call(student):
    return student.call()
"""


def stage(staged: Staged, source: str = "", methods: tuple[str, ...] = METHODS) -> Stage:
    made = staged(STUDENT + source, SCENARIOS)
    object.__setattr__(made.subject, "start_methods", methods)
    return made


@pytest.mark.parametrize("method", METHODS)
def test_a_check_says_how_processes_are_started(staged: Staged, method: str) -> None:
    done = stage(staged).run("answered", start_method=method)

    assert done.value == [method, "salt", 0]
    assert [(child.code, child.state) for child in done.children] == [(0, "reaped")]
    done.nothing_left()


def test_without_a_word_it_is_the_first_that_the_exercise_names(staged: Staged) -> None:
    assert stage(staged, methods=("spawn", "fork")).run("answered").value[0] == "spawn"


def test_a_method_that_the_exercise_does_not_name_is_the_authors_slip(staged: Staged) -> None:
    with pytest.raises(ValueError, match="add it to start_methods"):
        stage(staged, methods=("fork",)).run("answered", start_method="spawn")


def test_a_student_may_still_choose(staged: Staged) -> None:
    assert stage(staged).run("asks_for_fork", start_method="spawn").value == "fork"


def test_a_lock_of_the_module_is_not_left_behind(staged: Staged) -> None:
    """It has a name while it is in use, other than under fork."""
    stage(staged).run("has_a_lock", start_method="spawn").nothing_left()


HANDED = {
    "a function inside": "def call():\n    def inside(): pass\n    Process(target=inside).start()",
    "a lambda to a pool": "def call():\n    with multiprocessing.Pool(1) as pool: pool.map(lambda n: n, [1])",
    "a lambda to an executor": "from concurrent.futures import ProcessPoolExecutor as P\ndef call():\n"
    "    with P(1) as executor: return executor.submit(lambda: 1).result()",
    "a lock of threads": "def call():\n    Process(target=fill, args=(1, threading.Lock())).start()",
    "a lambda to a pipe": "def call():\n    multiprocessing.Pipe()[0].send(lambda: 1)",
    "a lambda to a queue": "def call():\n    queue = Queue(); queue.put(lambda: 1); queue.get()",
    "a lambda from a child": "def put(queue):\n    queue.put(lambda: 1)\n\n"
    "def call():\n    queue = Queue(); Process(target=put, args=(queue,)).start(); queue.get()",
    "a lambda as a result": "def give(_): return lambda: 1\n\n"
    "def call():\n    with multiprocessing.Pool(1) as pool: return pool.map(give, [1])",
    "a lambda as a result of an executor": "from concurrent.futures import ProcessPoolExecutor as P\n"
    "def give(): return lambda: 1\n\ndef call():\n    with P(1) as executor: return executor.submit(give).result()",
}  # fmt: skip


@pytest.mark.parametrize("what", HANDED)
def test_what_cannot_be_pickled_has_a_code_of_its_own(staged: Staged, what: str) -> None:
    with pytest.raises(Finding) as found:
        stage(staged, HANDED[what]).run("call", start_method="forkserver")

    assert found.value.code == "C406"
    assert "pickl" in found.value.evidence["error"].lower() or "local object" in found.value.evidence["error"]


OTHERWISE = {
    "a deep copy": "import copy\ndef call(): copy.deepcopy(threading.Lock())",
    "an AttributeError": "def call(): raise AttributeError(\"Can't pickle local object 'f'\")",
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_the_same_words_from_somewhere_else_mean_nothing(staged: Staged, what: str) -> None:
    with pytest.raises(Finding) as found:
        stage(staged, OTHERWISE[what]).run("call")

    assert found.value.code == "C401"
