"""Executors whose tasks are threads of their own, and nothing else to be seen than with CPython's workers."""

from itertools import count
from typing import Any

import pytest

from grader.explore import Table, explore
from grader.explore.dpor import Dpor
from tests.grader.explore.pools import NAMES_THE_WORKERS, outcomes, random_pool
from tests.grader.explore.programs import Visited, program_of

MOST = 300
ENOUGH = 8

HEAD = """
import threading
from concurrent.futures import *
def square(n): return n * n
"""


def table_of(body: str, workers: int = 2) -> Table:
    return explore(program_of(HEAD + f"def main():\n    pool = ThreadPoolExecutor({workers})\n    {body}"))


@pytest.mark.parametrize("block", range(4))
def test_the_same_comes_out_as_with_workers_of_cpython(block: int) -> None:
    compared = 0
    for seed in count(block * 1000):
        if compared == ENOUGH:
            break
        everything = Visited(random_pool(seed) + NAMES_THE_WORKERS, Dpor(), MOST)
        if not everything.complete:
            continue

        found = Visited(random_pool(seed), Dpor(), MOST)

        assert (seed, outcomes(found), found.complete) == (seed, outcomes(everything), True)
        assert found.executions <= everything.executions
        compared += 1


# As many workers as tasks: nobody waits for anybody. One task more: it begins after any of those whose tasks are over
# by then, so after one or more of the two (3 ways) or of the three (7).
@pytest.mark.parametrize(("workers", "tasks", "executions"), [(2, 2, 1), (4, 4, 1), (9, 6, 1), (2, 3, 3), (3, 4, 7)])
def test_tasks_that_share_nothing_hardly_multiply(workers: int, tasks: int, executions: int) -> None:
    table = table_of(f"with pool: return list(pool.map(square, range({tasks})))", workers)

    assert [outcome.value for outcome in table.outcomes] == [[n * n for n in range(tasks)]]
    assert (table.executions, table.complete) == (executions, True)


# The first task sets what the second waits for: alone, a worker would wait for ever.
@pytest.mark.parametrize(("workers", "kinds"), [(1, {"deadlock"}), (2, {"returned"})])
def test_no_more_tasks_are_at_work_than_there_are_workers(workers: int, kinds: set[str]) -> None:
    table = table_of(
        """with pool:
        event = threading.Event()
        return [one.result() for one in (pool.submit(event.wait), pool.submit(event.set))]""",
        workers,
    )

    assert {outcome.kind for outcome in table.outcomes} == kinds


def test_tasks_begin_in_the_order_in_which_they_were_submitted() -> None:
    table = table_of("began = []\n    with pool: list(pool.map(began.append, range(4)))\n    return began", 1)

    assert [outcome.value for outcome in table.outcomes] == [[0, 1, 2, 3]]


# One task waits for another that nobody is free for. Only the worker and the main thread wait: tasks are no threads.
def test_a_task_that_nobody_is_free_for_is_no_thread_that_waits() -> None:
    table = table_of("return pool.submit(lambda: pool.submit(square, 2).result()).result()", 1)

    (outcome,) = table.outcomes
    assert [wait.thread for wait in outcome.waits] == ["MainThread", "ThreadPoolExecutor-0_0"]
    assert {step.thread for step in outcome.story} == {"MainThread", "ThreadPoolExecutor-0_0"}
    assert not {"start", "end", "join"} & {step.action for step in outcome.story}


@pytest.mark.parametrize(
    ("ending", "left"),
    [("", [("ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_1")]), ("pool.shutdown()", [()])],
)
def test_workers_stay_until_their_executor_is_shut_down(ending: str, left: Any) -> None:
    table = table_of(f"for n in range(3): pool.submit(square, n)\n    {ending}")

    assert [outcome.left for outcome in table.outcomes] == left


# Whoever asks may be either worker; and what a task leaves with its thread, the next one of that worker finds.
@pytest.mark.parametrize(
    ("task", "found"),
    [
        ("threading.current_thread().name[-1]", [["0", "0"], ["0", "1"], ["1", "0"], ["1", "1"]]),
        ("len(own.__dict__.setdefault('seen', [])) or own.seen.append(1) or 0", [[0, 0], [0, 1]]),
        ("lock.acquire(timeout=1)", [[False, True], [True, False], [True, True]]),
    ],
)
def test_a_program_that_can_tell_its_workers_gets_those_of_cpython(values: Any, task: str, found: Any) -> None:
    table = table_of(
        f"""own, lock = threading.local(), threading.RLock()
    def task(): return {task}
    with pool: return [one.result() for one in (pool.submit(task), pool.submit(task))]"""
    )

    assert (sorted(values(table)), table.complete) == (found, True)
