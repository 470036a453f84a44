"""Queue, LifoQueue, PriorityQueue and SimpleQueue against the real ones."""

import queue
from typing import Any

import pytest

from tests.grader.explore.likeness import modelled, really

KINDS = ("Queue", "LifoQueue", "PriorityQueue")

ANY = {
    "filled and emptied": """
        q = KIND(2)
        yield q.put(1), q.put_nowait(2), q.full(), q.qsize(), q.empty(), q.maxsize, list(q.queue)
        yield attempt(q.put, 3, False), attempt(q.put_nowait, 3), attempt(q.put, 3, timeout=0.001)
        yield attempt(q.put, 3, block=True, timeout=0), q.get(), q.get_nowait(), q.empty(), q.full(), q.qsize()
        yield attempt(q.get, block=False), attempt(q.get_nowait), attempt(q.get, timeout=0.001), attempt(q.get, timeout=0)
    """,
    "misused": """
        q = KIND(maxsize=1)
        yield attempt(q.put, 1, True, -1), attempt(q.get, True, -1), attempt(q.get, timeout=-0.5), attempt(q.task_done)
        yield q.put(1, False, -1), attempt(q.put, 1, False, -1), q.get(False, -1), attempt(q.get, False, -1)
        yield wrong(q.put), wrong(q.get, 1, 2, 3), wrong(KIND, 1, 2), wrong(KIND, size=3)
    """,
    "without limit": """
        for limit in (0, -1):
            q = KIND(limit)
            yield q.full(), [q.put(n) for n in range(4)], q.full(), q.qsize(), q.maxsize
            yield q.put(4, block=False), q.put(5, timeout=-1), sorted(q.get() for _ in range(6))
    """,
    "in order": """
        q = KIND()
        for item in (2, 3, 1, 5, 4): q.put(item)
        yield [q.get() for _ in range(3)], q.put(0), [q.get() for _ in range(3)]
    """,
    "tasks": """
        q = KIND()
        q.join()
        for item in range(3): q.put(item)
        yield q.unfinished_tasks, [q.task_done() for _ in range(3)], q.join(), attempt(q.task_done), q.qsize()
        yield q.unfinished_tasks, [q.get() for _ in range(3)], q.join()
    """,
    "tasks of a worker": """
        q, done = KIND(), []
        def work():
            while (item := q.get()) is not None if KIND is not queue.PriorityQueue else (item := q.get()) < 9:
                done.append(item)
                q.task_done()
        thread = threading.Thread(target=work)
        thread.start()
        q.put(1)
        q.join()
        yield list(done)
        q.put(None if KIND is not queue.PriorityQueue else 9)
        thread.join()
        yield done, q.unfinished_tasks
    """,
    "subclassed": """
        class Unique(KIND):
            def _init(self, maxsize):
                super()._init(maxsize)
                self.seen = set()
            def _put(self, item):
                if item not in self.seen:
                    self.seen.add(item)
                    super()._put(item)
        q = Unique(3)
        for item in (1, 2, 1, 2): q.put(item)
        yield q.qsize(), sorted([q.get(), q.get()]), attempt(q.get_nowait), isinstance(q, queue.Queue), q.seen
    """,
    "a method of a subclass": """
        class Counting(KIND):
            puts = 0
            def put(self, item, block=True, timeout=None):
                self.puts += 1
                super().put(item, block, timeout)
        q = Counting(1)
        yield q.put(1), attempt(q.put_nowait, 2), q.puts, q.get(), attempt(q.get_nowait)
    """,
    "its family": """
        yield KIND.__name__, issubclass(KIND, queue.Queue), issubclass(queue.SimpleQueue, queue.Queue)
        yield issubclass(queue.Empty, Exception), queue.Empty.__name__, str(KIND[int]).split(".")[-1]
        yield hasattr(queue, "ShutDown"), hasattr(KIND(), "shutdown")
    """,
    "copied": """
        import copy
        yield attempt(copy.deepcopy, KIND())
    """,
    "its locks": """
        q = KIND()
        with q.mutex:
            yield q.mutex.locked(), q.queue
        with q.not_empty:
            yield q.mutex.locked(), attempt(q.not_full.notify)
    """,
    "emptied under its lock": """
        q = KIND()
        for item in range(3): q.put(item)
        with q.mutex:
            q.queue.clear()
        yield q.qsize(), attempt(q.get_nowait), q.put(7), q.get(), q.put(8), q.put(9), q.qsize()
    """,
    "filled behind its back": """
        q = KIND(2)
        q.queue.append(3)
        yield q.qsize(), q.get(), q.empty(), q.put(4), q.queue.append(5), q.full(), sorted([q.get(), q.get()])
    """,
    "Full out of main": """
        KIND(1).put(1)
        q = KIND(1)
        q.put(1)
        q.put_nowait(2)
        yield
    """,
}

ONE = {
    "anything in line": """
        q = queue.Queue()
        for item in (None, [], "a"): q.put(item)
        yield q.get(), q.get(), q.get()
    """,
    "what cannot be compared": """
        q = queue.PriorityQueue()
        yield q.put((1, {})), attempt(q.put, (1, {})), q.qsize(), q.unfinished_tasks, q.put((0, {})), q.get()
        yield attempt(q.put, "a"), q.qsize()
    """,
    "tuples by priority": """
        q = queue.PriorityQueue()
        for item in ((2, "b"), (1, "c"), (1, "a"), (3, "")): q.put(item)
        yield [q.get() for _ in range(4)]
    """,
    "simple": """
        q = queue.SimpleQueue()
        yield q.empty(), q.put(1), q.put(2, False), q.put(3, block=True, timeout=-1), q.put_nowait(4), q.qsize(), q.empty()
        yield q.get(), q.get(False), q.get(timeout=1), q.get_nowait(), attempt(q.get_nowait), attempt(q.get, timeout=0)
        yield attempt(q.get, timeout=0.001), attempt(q.get, True, -1), attempt(q.get, block=False, timeout=-1)
        yield [hasattr(q, name) for name in ("join", "task_done", "full", "maxsize", "queue", "shutdown", "mutex")]
        yield wrong(queue.SimpleQueue, 1), wrong(q.put), wrong(q.get, 1, 2, 3)
    """,
    "simple, subclassed": """
        class Mine(queue.SimpleQueue):
            def __init__(self, start):
                super().__init__()
                self.put(start)
        yield Mine(3).get(), isinstance(Mine(1), queue.SimpleQueue)
    """,
    "simple, copied": """
        import copy
        yield attempt(copy.copy, queue.SimpleQueue()), attempt(copy.deepcopy, [queue.SimpleQueue()])
    """,
    "simple, between threads": """
        q = queue.SimpleQueue()
        thread = threading.Thread(target=q.put, args=(5,))
        thread.start()
        yield q.get(), thread.join(), q.empty()
    """,
}

SHUT = {
    "then emptied": """
        q = KIND(2)
        yield q.put(1), q.put(2), q.shutdown(), attempt(q.put, 3), attempt(q.put_nowait, 3), attempt(q.put, 3, timeout=1)
        yield sorted([q.get(), q.get_nowait()]), attempt(q.get), attempt(q.get_nowait), attempt(q.get, timeout=1)
        yield q.shutdown(), q.is_shutdown, q.task_done(), q.task_done(), q.join(), attempt(q.task_done), q.empty()
    """,
    "at once": """
        q = KIND()
        yield q.put(1), q.put(2), q.get(), q.shutdown(immediate=True), q.qsize(), q.unfinished_tasks, attempt(q.get)
        yield q.task_done(), attempt(q.task_done), q.join(), q.shutdown(True), attempt(q.put, 1)
    """,
    "twice, the second time at once": """
        q = KIND()
        yield q.put(1), q.shutdown(False), q.shutdown(True), attempt(q.get), q.join(), q.unfinished_tasks
    """,
    "while one waits to get": """
        q, seen = KIND(), []
        thread = threading.Thread(target=lambda: seen.append(attempt(q.get)))
        thread.start()
        q.shutdown()
        thread.join()
        yield seen
    """,
    "while one waits to put": """
        q, seen = KIND(1), []
        q.put(1)
        thread = threading.Thread(target=lambda: seen.append(attempt(q.put, 2)))
        thread.start()
        q.shutdown()
        thread.join()
        yield seen, q.get(), attempt(q.get)
    """,
    "while one joins": """
        q, seen = KIND(), []
        q.put(1)
        thread = threading.Thread(target=lambda: seen.append(attempt(q.join)))
        thread.start()
        q.shutdown(immediate=True)
        thread.join()
        yield seen
    """,
    "subclassed": """
        class Mine(KIND): pass
        q = Mine()
        yield q.put(1), q.shutdown(), q.get(), attempt(q.get), attempt(q.put, 1), attempt(q.get_nowait)
    """,
}


def of_each(scripts: dict[str, str]) -> list[Any]:
    return [
        pytest.param(script.replace("KIND", f"queue.{kind}"), id=f"{kind}, {name}")
        for kind in KINDS
        for name, script in scripts.items()
    ]


@pytest.mark.parametrize("script", of_each(ANY))
def test_a_queue_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", ONE.values(), ids=ONE)
def test_a_queue_keeps_its_own_order_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.skipif(not hasattr(queue, "ShutDown"), reason="queues can be shut down since 3.13")
@pytest.mark.parametrize("script", of_each(SHUT))
def test_a_queue_is_shut_down_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
