"""Programs that look into the library's objects, which nobody tells them not to: no look is free of races."""

from typing import Any

import pytest

from grader.explore import Budget, explore

LOOKS = {
    "a semaphore's value, taken": ("threading.Semaphore(1)", "thing.acquire()", "thing._value", [0, 1]),
    "a semaphore's value, given": ("threading.BoundedSemaphore(1)", "thing.acquire(); thing.release()", "thing._value", [0, 1]),
    "an event's flag": ("threading.Event()", "thing.set()", "thing._flag", [False, True]),
    "a queue's items": ("queue.Queue()", "thing.put(1)", "len(thing.queue)", [0, 1]),
    "a stack's items": ("queue.LifoQueue()", "thing.put(1)", "len(thing.queue)", [0, 1]),
    "a queue's tasks": ("queue.Queue()", "thing.put(1); thing.get(); thing.task_done()", "thing.unfinished_tasks", [0, 1]),
    "a stack's tasks": ("queue.LifoQueue()", "thing.put(1); thing.get(); thing.task_done()", "thing.unfinished_tasks", [0, 1]),
    "who waits at a barrier": ("threading.Barrier(2)", "attempt(thing)", "thing.n_waiting", [0, 1]),
    "whether a barrier is broken": ("threading.Barrier(2)", "thing.abort()", "thing.broken", [False, True]),
    "a future's state": ("Future()", "thing.set_result(1)", "thing._state", ["FINISHED", "PENDING"]),
    "a thread's identifier": ("threading.Thread(target=int)", "thing.start()", "thing.ident is None", [False, True]),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOKS.values(), ids=LOOKS)
def test_a_look_inside_sees_it_before_and_after(explored: Any, values: Any, case: Any) -> None:
    made, change, look, expected = case

    table = explored(
        f"""
        import queue, threading
        from concurrent.futures import Future
        def main():
            thing, seen = {made}, []
            def attempt(barrier):
                try: barrier.wait(1)
                except threading.BrokenBarrierError: pass
            def work(): {change}
            def watch(): seen.append({look})
            threads = [threading.Thread(target=job) for job in (work, watch)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return seen[0]
        """
    )

    assert sorted({repr(value) for value in values(table)}) == list(map(repr, expected))
    assert table.complete


@pytest.mark.parametrize("kind", ["Queue", "LifoQueue"])
def test_a_queue_is_emptied_at_once_under_its_own_lock(explored: Any, values: Any, kind: str) -> None:
    table = explored(
        f"""
        import queue, threading
        def main():
            q, taken, looks = queue.{kind}(), [], []
            def drain():
                with q.mutex:
                    looks.append(len(q.queue))
                    looks.append(len(q.queue))
                    taken.extend(q.queue)
                    q.queue.clear()
            threads = [threading.Thread(target=q.put, args=(1,)), threading.Thread(target=drain)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return len(taken) + q.qsize(), len(taken), looks
        """
    )

    assert values(table) == [(1, 0, [0, 0]), (1, 1, [1, 1])]  # never lost, nor put meanwhile
    assert table.complete


@pytest.mark.parametrize("kind", ["Queue", "LifoQueue"])
def test_an_item_that_is_thrown_away_under_the_lock_is_waited_for_again(program: Any, values: Any, kind: str) -> None:
    text = f"""
        import queue, threading
        def main():
            q, got = queue.{kind}(), []
            q.put(1)
            def replace():
                with q.mutex: q.queue.clear()
                q.put(2)
            threads = [threading.Thread(target=lambda: got.append(q.get())), threading.Thread(target=replace)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return got
        """

    proven, walked = explore(program(text)), explore(program(text), search="random", budget=Budget(executions=200))

    assert values(proven) == values(walked) == [[1], [2]]
    assert proven.complete


@pytest.mark.parametrize(
    ("made", "change", "poll"),
    [
        ("queue.Queue()", "box.get(); box.task_done()", "box.unfinished_tasks"),
        ("threading.Semaphore(0)", "box.release()", "not box._value"),
        ("threading.Barrier(2)", "box.abort()", "not box.broken"),
    ],
)
def test_polling_a_variable_inside_ends(explored: Any, values: Any, made: str, change: str, poll: str) -> None:
    table = explored(
        f"""
        import queue, threading, time
        def main():
            box = {made}
            getattr(box, "put", int)(1)
            def work(): {change}
            thread = threading.Thread(target=work)
            thread.start()
            while {poll}: time.sleep(0.01)
            thread.join()
            return True
        """
    )

    assert values(table) == [True]
    assert table.complete
