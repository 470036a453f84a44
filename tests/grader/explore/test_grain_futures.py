"""Waiting for all of several futures: one gate after the other, and nothing else to be seen than in CPython's `wait`."""

from typing import Any

import pytest

from grader.explore import explore
from grader.explore.dpor import Dpor
from tests.grader.explore.programs import Visited

MOST = 5000
NAMES_THE_LOCK = "\ndef never(future): return future._condition"
"""Whoever names the lock inside a future gets CPython's own `wait`."""

HEAD = """
import threading
from concurrent.futures import *
x = 0
def add(n):
    global x
    x = x + n
    return n
def fail(n): raise ValueError(n)
def got(future):
    if future.cancelled(): return "cancelled"
    return repr(future.exception()) if future.exception() else future.result()
def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
PROGRAMS = {
    "two tasks": """
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(add, n) for n in (1, 10)]
        done, rest = wait(futures)
        return x, len(rest), [got(future) for future in futures]
    """,
    "a task that fails": """
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(fail, 1), pool.submit(add, 1)]
        done, rest = wait(futures)
        return x, len(rest), [got(future) for future in futures]
    """,
    "a task that the main thread tries to cancel": """
    with ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(add, 1), pool.submit(add, 10)]
        cancelled = futures[1].cancel()
        done, rest = wait(futures)
        return x, cancelled, len(done), [got(future) for future in futures]
    """,
    "callbacks run before or after": """
    seen = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(add, 1)
        future.add_done_callback(lambda _: seen.append("called"))
        wait([future])
        seen.append("waited")
    return seen
    """,
    "results that others set": """
    futures, seen = [Future(), Future()], []
    def watch():
        done, rest = wait(futures)
        seen.append((len(done), len(rest), x))
    together(lambda: (add(1), futures[0].set_result(1)), lambda: (futures[1].set_result(2), add(10)), watch)
    return seen
    """,
    "cancelled, and noticed or not": """
    future, seen = Future(), []
    def watch(): seen.append(len(wait([future]).done))
    def notice():
        if future.cancelled(): future.set_running_or_notify_cancel()
    threading.Thread(target=watch, daemon=True).start()
    together(lambda: future.cancel(), notice)
    return list(seen), future.cancelled()
    """,
    "cancelled, and never noticed": """
    future = Future()
    future.cancel()
    return len(wait([future]).done)
    """,
    "cancelled before and noticed meanwhile": """
    future, seen = Future(), []
    future.cancel()
    together(lambda: (add(1), future.set_running_or_notify_cancel()), lambda: seen.append((len(wait([future]).done), x)))
    return seen
    """,
    "two who wait for the same": """
    future, seen = Future(), []
    def watch(): seen.append((len(wait([future, future]).done), future.done()))
    together(watch, watch, lambda: future.set_result(1))
    return seen
    """,
    "what is never done": """
    return len(wait([Future()]).done)
    """,
    "nothing at all": """
    return wait([]) == (set(), set())
    """,
}


def program(body: str, more: str = "") -> str:
    return f"{HEAD}\ndef main():{body}{more}"


@pytest.mark.parametrize("body", PROGRAMS.values(), ids=PROGRAMS)
def test_what_can_come_out_is_the_same_as_of_the_library_own_wait(body: str) -> None:
    coarse = Visited(program(body), Dpor(), MOST)
    plain = Visited(program(body, NAMES_THE_LOCK), Dpor(), MOST)

    assert coarse.complete
    assert plain.complete
    assert outcomes(coarse) == outcomes(plain)
    assert coarse.executions <= plain.executions


def outcomes(found: Visited) -> set[Any]:
    """Return the outcomes, without who waits for what at a deadlock: what the library waits for inside has no name."""
    return {outcome[:-1] for outcome in found.outcomes}  # type: ignore[index]  # see `key_of`


def test_waiting_for_all_costs_no_more_executions_than_asking_each() -> None:
    text = program(PROGRAMS["two tasks"].replace("add,", "abs,"))
    asking = text.replace("done, rest = wait(futures)", "rest = [future.result() for future in futures][2:]")
    assert asking != text

    found, asked = Visited(text, Dpor(), MOST), Visited(asking, Dpor(), MOST)

    assert found.complete
    assert found.executions == len(found.interleavings) == asked.executions


@pytest.mark.parametrize("first", ["FIRST_COMPLETED", "FIRST_EXCEPTION"])
def test_waiting_for_a_first_one_is_left_to_the_library(explored: Any, values: Any, first: str) -> None:
    table = explored(
        f"""
        from concurrent.futures import *
        def main():
            with ThreadPoolExecutor(1) as pool:
                futures = [pool.submit(abs, n) for n in (1, 2)]
                return len(wait(futures, return_when={first}).done)
        """
    )

    assert values(table) == ([1, 2] if first == "FIRST_COMPLETED" else [2])


def test_a_wait_that_never_ends_names_the_future(program: Any) -> None:
    table = explore(
        program(
            """
            from concurrent.futures import Future, wait
            def main():
                future = Future()
                wait([future])
            """
        )
    )

    assert [outcome.kind for outcome in table.outcomes] == ["deadlock"]
    assert [one.wants for one in table.outcomes[0].waits] == ["future"]
