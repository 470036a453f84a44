"""Futures whose methods happen at once, and nothing else to be seen than with CPython's locks."""

from typing import Any

import pytest

from grader.explore import explore
from grader.explore.dpor import Dpor
from tests.grader.explore.futures import NAMES_THE_LOCK, outcomes, random_futures
from tests.grader.explore.programs import Visited

MOST = 20_000

HEAD = """
import threading, time
from concurrent.futures import *
x, seen = 0, []
def add(n):
    global x
    x = x + n
    return n
def fail(n): raise ValueError(n)
def attempt(job):
    try: return job()
    except Exception as error: seen.append(type(error).__name__)
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
    return wait([]) == (set(), set()), list(as_completed([]))
    """,
    "the order in which they end": """
    futures = [Future(), Future()]
    together(lambda: futures[0].set_result(1), lambda: futures[1].set_result(2), lambda: seen.extend(as_completed(futures)))
    return [futures.index(one) for one in seen]
    """,
    "the first one after the look, which may be any": """
    ended, *futures = [Future(), Future(), Future()]
    looked = threading.Event()
    def end(future): looked.wait(), future.set_result(1)
    def watch():
        ended.set_result(0)
        several = as_completed([ended, *futures])
        next(several)
        looked.set()
        seen.append(futures.index(next(several)))
    together(lambda: end(futures[0]), watch, lambda: end(futures[1]))
    return seen
    """,
    "one that others await too": """
    futures = [Future(), Future()]
    def watch(): seen.append(sorted(futures.index(one) for one in as_completed(futures)))
    together(lambda: [one.set_result(1) for one in futures], watch, watch)
    return seen
    """,
    "no time left for what has ended before": """
    futures = [Future(), Future(), Future()]
    def end(): [one.set_result(1) for one in futures]
    def watch():
        for one in as_completed(futures, timeout=1):
            seen.append(futures.index(one))
            time.sleep(2)
    together(end, lambda: attempt(watch))
    return seen
    """,
    "enough have ended": """
    futures = [Future(), Future()]
    def watch(): seen.append(len(wait(futures, return_when=FIRST_COMPLETED).done))
    together(lambda: futures[0].set_result(1), lambda: futures[1].set_exception(ValueError()), watch)
    return seen
    """,
    "enough have failed": """
    futures = [Future(), Future()]
    def watch(): seen.append(len(wait(futures, return_when=FIRST_EXCEPTION).done))
    together(lambda: futures[0].set_result(1), lambda: futures[1].set_exception(ValueError()), watch)
    return seen
    """,
    "what ended while another was asked": """
    futures = [Future(), Future(), Future()]
    def watch():
        done = wait(futures, return_when=FIRST_COMPLETED).done
        seen.append([futures.index(one) for one in futures if one in done])
    together(lambda: futures[0].set_result(1), lambda: [one.set_result(1) for one in futures[:0:-1]], watch)
    return seen
    """,
    "what ended in time": """
    futures = [Future(), Future(), Future()]
    def watch(): seen.append([futures.index(one) for one in futures if one in wait(futures, timeout=1).done])
    together(lambda: (futures[1].set_result(1), futures[0].set_result(1)), watch)
    return seen
    """,
    "a cancelled one, noticed or not": """
    future = Future()
    future.cancel()
    together(lambda: seen.append(len(wait([future], timeout=0).done)), future.set_running_or_notify_cancel)
    return seen
    """,
    "a cancelled one counts once that is noted": """
    futures = [Future(), Future()]
    def note(): seen.append(("runs", futures[0].set_running_or_notify_cancel()))
    def watch(): seen.append(("first", futures.index(next(as_completed(futures)))))
    together(lambda: seen.append(("cancelled", futures[0].cancel())), note, watch, lambda: futures[1].set_result(1))
    return sorted(seen)
    """,
    "running or not": """
    future = Future()
    together(lambda: (future.set_running_or_notify_cancel(), future.set_result(1)),
             lambda: seen.append((future.running(), future.cancel(), future.running(), future.done())))
    return seen
    """,
    "callbacks in the order in which they were added": """
    future = Future()
    def add(name): future.add_done_callback(lambda _: seen.append(name))
    together(lambda: add("a"), lambda: (add("b"), add("c")))
    future.set_result(1)
    return seen
    """,
    "callbacks of what has ended perhaps": """
    future = Future()
    def add(name): future.add_done_callback(lambda _: seen.append(name))
    together(lambda: add("a"), lambda: (add("b"), add("c")), lambda: future.set_result(1))
    return seen
    """,
    "a future of one's own": """
    class Mine(Future):
        def set_result(self, result): super().set_result(result * 2)
    futures = [Mine(), Future()]
    together(lambda: futures[0].set_result(1), lambda: futures[1].set_result(2), lambda: seen.extend(as_completed(futures)))
    return [one.result() for one in seen]
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
    assert len(coarse.interleavings) <= plain.executions


def test_waiting_for_all_costs_no_more_executions_than_asking_each() -> None:
    text = program(PROGRAMS["two tasks"].replace("add,", "abs,"))
    asking = text.replace("done, rest = wait(futures)", "rest = [future.result() for future in futures][2:]")
    assert asking != text

    found, asked = Visited(text, Dpor(), MOST), Visited(asking, Dpor(), MOST)

    assert found.complete
    assert found.executions == len(found.interleavings) == asked.executions


@pytest.mark.parametrize("first", ["FIRST_COMPLETED", "FIRST_EXCEPTION"])
def test_a_pool_is_waited_for_until_the_first_or_the_last_has_ended(explored: Any, values: Any, first: str) -> None:
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


def test_without_any_time_what_has_ended_by_then_is_given(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        from concurrent.futures import Future, as_completed
        def main():
            futures, seen = [Future(), Future()], []
            threads = [threading.Thread(target=future.set_result, args=(1,)) for future in futures]
            for thread in threads: thread.start()
            try: seen.extend(futures.index(one) for one in as_completed(futures, timeout=0))
            except TimeoutError: seen.append("late")
            for thread in threads: thread.join()
            return seen
        """
    )

    assert sorted(map(str, values(table))) == ["['late']", "[0, 'late']", "[0, 1]", "[1, 'late']", "[1, 0]"]
    assert table.complete


@pytest.mark.parametrize("seed", range(40))
def test_random_programs_end_as_with_the_library_own_futures(seed: int) -> None:
    text = random_futures(seed)
    coarse, plain = Visited(text, Dpor(), MOST), Visited(text + NAMES_THE_LOCK, Dpor(), 2000)

    assert coarse.complete
    assert outcomes(plain) <= outcomes(coarse)
    assert outcomes(coarse) == outcomes(plain) or not plain.complete
    assert len(coarse.interleavings) <= plain.executions


TWO = """
    futures = [Future(), Future()]
    together(lambda: futures[0].set_result(1), lambda: futures[1].set_result(2), lambda: CALL)
    return seen
"""
COUNTS = {
    # None, the first, the second, or both have ended before the look; the rest in either order.
    "list(as_completed(futures))": 2 + 1 + 1 + 1,
    "futures[0].result()": 1,
    "(futures[0].done(), futures[1].done())": 2 * 2,
    "futures[0].running()": 2,
    "wait(futures)": 1,
}


@pytest.mark.parametrize("call", COUNTS)
def test_only_what_can_be_seen_is_tried(call: str) -> None:
    found = Visited(program(TWO.replace("CALL", call)), Dpor(), MOST)

    assert found.complete
    assert found.executions == COUNTS[call]


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
