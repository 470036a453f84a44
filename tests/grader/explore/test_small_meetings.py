"""Small meetings of threads: all that can come out, derived by hand; and reality never shows anything else."""

import queue
import textwrap
from typing import Any

import pytest

from tests.grader.explore.likeness import modelled, really, told

TOGETHER = """
def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
MEETINGS: dict[str, tuple[str, list[Any]]] = {
    "whoever comes last to a barrier of two gets 1": (
        """
        barrier, got = threading.Barrier(2), [None, None]
        def meet(n): got[n] = barrier.wait()
        together(lambda: meet(0), lambda: meet(1))
        yield got
        """,
        [[0, 1], [1, 0]],
    ),
    "the numbers at a barrier of three are any order of three": (
        """
        barrier, got = threading.Barrier(3), [None, None]
        def meet(n): got[n] = barrier.wait()
        threads = [threading.Thread(target=meet, args=(n,)) for n in range(2)]
        for thread in threads: thread.start()
        mine = barrier.wait()
        for thread in threads: thread.join()
        yield [*got, mine]
        """,
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    ),
    "a barrier's action runs once, before anybody goes on": (
        """
        seen = []
        barrier = threading.Barrier(2, action=lambda: seen.append("action"))
        def meet():
            barrier.wait()
            seen.append("on")
        together(meet, meet)
        yield seen
        """,
        [["action", "on", "on"]],
    ),
    "an aborted barrier lets nobody through, or had let both": (
        """
        barrier, got = threading.Barrier(2), [None, None]
        def meet(n): got[n] = attempt(barrier.wait)
        def meet_or_abort():
            meet(1)
            barrier.abort()
        together(lambda: meet(0), meet_or_abort)
        yield sorted(type(one).__name__ for one in got), barrier.broken
        """,
        # The second aborts after it was let through; then the first may not have woken yet, and is told so.
        [(["int", "int"], True), (["int", "tuple"], True)],
    ),
    "notify wakes the one who has waited longest": (
        """
        condition, waiting, woken = threading.Condition(), [], []
        ready, up = threading.Semaphore(0), threading.Semaphore(0)
        def sleeper(n):
            with condition:
                waiting.append(n)
                ready.release()
                condition.wait()
                woken.append(n)
                up.release()
        threads = [threading.Thread(target=sleeper, args=(n,)) for n in range(2)]
        for thread in threads: thread.start()
        ready.acquire()
        ready.acquire()
        with condition: condition.notify()
        up.acquire()
        first = list(woken)
        with condition: condition.notify()
        for thread in threads: thread.join()
        yield waiting, first, woken
        """,
        [([0, 1], [0], [0, 1]), ([1, 0], [1], [1, 0])],
    ),
    "notify_all wakes both, in any order": (
        """
        condition, woken, ready = threading.Condition(), [], threading.Semaphore(0)
        def sleeper(n):
            with condition:
                ready.release()
                condition.wait()
                woken.append(n)
        threads = [threading.Thread(target=sleeper, args=(n,)) for n in range(2)]
        for thread in threads: thread.start()
        ready.acquire()
        ready.acquire()
        with condition: condition.notify_all()
        for thread in threads: thread.join()
        yield woken
        """,
        [[0, 1], [1, 0]],
    ),
    "a stack gives what was put last": (
        """
        q = queue.LifoQueue()
        together(lambda: q.put(1), lambda: q.put(2))
        yield [q.get(), q.get()]
        """,
        [[1, 2], [2, 1]],
    ),
    "work is done before it came, or after": (
        """
        q, told = queue.Queue(), []
        together(lambda: q.put(1), lambda: told.append(attempt(q.task_done)))
        yield told
        """,
        [[None], [("ValueError", "task_done() called too many times")]],
    ),
    "nothing is left to wait for before both puts only": (
        """
        q, told = queue.Queue(maxsize=9), []
        def wait_for_all():
            q.join()
            told.append(q.qsize())
        threads = [threading.Thread(target=job, daemon=True) for job in (lambda: q.put(1), wait_for_all, lambda: q.put(2))]
        for thread in threads: thread.start()
        threads[0].join()
        threads[2].join()
        q.get(), q.get(), q.task_done(), q.task_done()
        threads[1].join()
        yield told
        """,
        [[0], [1], [2]],
    ),
    "an event is seen before both cleared it only": (
        """
        event, told = threading.Event(), []
        event.set()
        def clear(): event.clear()
        together(clear, clear, lambda: told.append(event.wait(1)))
        yield told
        """,
        [[False], [True]],
    ),
    "work on a stack is done before it came, or after": (
        """
        q, told = queue.LifoQueue(), []
        together(lambda: q.put(1) or q.put(2), lambda: told.append(attempt(q.task_done)))
        yield told
        """,
        [[None], [("ValueError", "task_done() called too many times")]],
    ),
    "a line gives what was put first": (
        """
        q = queue.Queue()
        together(lambda: q.put(1), lambda: q.put(2))
        yield [q.get(), q.get()]
        """,
        [[1, 2], [2, 1]],
    ),
    "a priority queue gives the least of what is there": (
        """
        q, got = queue.PriorityQueue(), []
        def take(): got.append(q.get())
        together(lambda: q.put(1), lambda: q.put(2), take)
        yield got
        """,
        [[1], [2]],
    ),
    "after all puts a priority queue knows one order": (
        """
        q = queue.PriorityQueue()
        together(lambda: q.put(1), lambda: q.put(2))
        yield [q.get(), q.get()]
        """,
        [[1, 2]],
    ),
    "the first to complete, or both": (
        """
        with ThreadPoolExecutor(2) as pool:
            a, b = pool.submit(int), pool.submit(int)
            done = wait([a, b], return_when="FIRST_COMPLETED").done
            yield a in done, b in done
        """,
        [(False, True), (True, False), (True, True)],
    ),
    "all that complete": (
        """
        with ThreadPoolExecutor(2) as pool:
            a, b = pool.submit(int), pool.submit(int)
            yield len(wait([a, b]).done)
        """,
        [2],
    ),
    "the first exception ends the wait": (
        """
        a, b, c = Future(), Future(), Future()
        def fail(): a.set_exception(KeyError(1))
        def work(): b.set_result(1)
        threads = [threading.Thread(target=fail), threading.Thread(target=work)]
        for thread in threads: thread.start()
        done = wait([a, b, c], return_when="FIRST_EXCEPTION").done
        for thread in threads: thread.join()
        yield a in done, b in done, c in done
        """,
        [(True, False, False), (True, True, False)],
    ),
    "as completed is any order": (
        """
        with ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(abs, n) for n in range(2)]
            yield [future.result() for future in as_completed(futures)]
        """,
        [[0, 1], [1, 0]],
    ),
    "a timer cancelled late has fired": (
        """
        seen = []
        timer = threading.Timer(0, seen.append, (1,))
        timer.start()
        timer.cancel()
        timer.join()
        yield seen
        """,
        [[], [1]],
    ),
    "a future is cancelled before it runs, or runs": (
        """
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(int)
            cancelled = future.cancel()
        yield cancelled, future.cancelled()
        """,
        [(False, False), (True, True)],
    ),
    "the last permit goes to one": (
        """
        semaphore, got = threading.Semaphore(1), [None, None]
        def take(n): got[n] = semaphore.acquire(blocking=False)
        together(lambda: take(0), lambda: take(1))
        yield got
        """,
        [[False, True], [True, False]],
    ),
    "an event is seen set or not yet": (
        """
        event, got = threading.Event(), []
        together(event.set, lambda: got.append(event.is_set()))
        yield got
        """,
        [[False], [True]],
    ),
}
SHUT = """
    q, got = queue.KIND(), [None, None]
    def take(n): got[n] = attempt(q.get)
    threads = [threading.Thread(target=take, args=(n,)) for n in range(2)]
    for thread in threads: thread.start()
    q.put(7)
    q.shutdown(HOW)
    for thread in threads: thread.join()
    yield sorted(str(one) for one in got)
"""
GONE, TAKEN = ["('ShutDown', '')", "('ShutDown', '')"], ["('ShutDown', '')", "7"]


def script_of(script: str) -> str:
    return TOGETHER + textwrap.dedent(script)


def ends(values: list[Any]) -> list[Any]:
    return [("returned", told([value])) for value in values]


@pytest.mark.parametrize(("script", "expected"), MEETINGS.values(), ids=MEETINGS)
def test_all_that_can_come_out_of_a_meeting_and_nothing_else(script: str, expected: list[Any]) -> None:
    everything = modelled(script_of(script))

    assert sorted(everything) == sorted(ends(expected))
    assert all(end in everything for _ in range(3) for end in really(script_of(script)))


@pytest.mark.skipif(not hasattr(queue, "ShutDown"), reason="queues can be shut down since 3.13")
@pytest.mark.parametrize("kind", ["Queue", "LifoQueue", "PriorityQueue"])
@pytest.mark.parametrize(("how", "expected"), [("", [TAKEN]), ("immediate=True", [GONE, TAKEN])])
def test_those_who_wait_for_a_queue_that_is_shut_down_go_on(kind: str, how: str, expected: list[Any]) -> None:
    script = script_of(SHUT.replace("KIND", kind).replace("HOW", how))

    everything = modelled(script)

    assert sorted(everything) == sorted(ends(expected))
    assert all(end in everything for _ in range(3) for end in really(script))
