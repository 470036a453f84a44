"""Each primitive against the real one: the same script, the same results and errors, messages included."""

import contextlib
import queue
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from grader.explore import Program, explore

REAL = SimpleNamespace(threading=threading, queue=queue, time=time)

SCRIPTS = {
    "lock": """
        lock = threading.Lock()
        yield lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0), lock.acquire(True, 0.001)
        yield lock.release(), lock.locked()
        yield attempt(lock.release), attempt(lock.acquire, False, 1), attempt(lock.acquire, timeout=-3)
        yield attempt(lock.acquire, timeout=threading.TIMEOUT_MAX * 2)
        with lock as entered:
            yield entered, lock.locked()
    """,
    "rlock": """
        lock = threading.RLock()
        yield lock.acquire(), lock.acquire(), lock.release(), lock.release()
        yield attempt(lock.release)
        seen = []
        lock.acquire()
        other(lambda: seen.append(lock.acquire(False)), lambda: seen.append(attempt(lock.release)))
        yield seen
    """,
    "condition": """
        condition = threading.Condition()
        yield attempt(condition.wait), attempt(condition.notify), attempt(condition.notify_all)
        with condition:
            yield condition.wait(0.001), condition.wait_for(lambda: 0, 0.001), condition.wait_for(lambda: 3)
        seen = []
        def waiter():
            with condition:
                ready.set()
                seen.append(condition.wait())
        ready = threading.Event()
        thread = threading.Thread(target=waiter)
        thread.start()
        ready.wait()
        with condition:
            condition.notify(2)
        thread.join()
        yield seen
    """,
    "semaphore": """
        semaphore = threading.Semaphore(2)
        yield [semaphore.acquire(blocking=False) for _ in range(3)]
        yield semaphore.acquire(timeout=0.001), semaphore.acquire(timeout=0)
        yield semaphore.release(2), semaphore.acquire(), attempt(semaphore.release, 0), attempt(threading.Semaphore, -1)
        yield attempt(semaphore.acquire, False, 1)
        bounded = threading.BoundedSemaphore(1)
        yield attempt(bounded.release), bounded.acquire(), bounded.release(), attempt(bounded.release)
        with bounded:
            yield bounded.acquire(False)
    """,
    "event": """
        event = threading.Event()
        yield event.is_set(), event.wait(0.001), event.wait(0), event.set(), event.is_set(), event.wait()
        yield event.clear(), event.is_set()
        other(event.set)
        yield event.wait(5)
    """,
    "barrier": """
        done = []
        barrier = threading.Barrier(2, action=lambda: done.append(1))
        yield barrier.parties, barrier.n_waiting, barrier.broken
        numbers = []
        other(lambda: numbers.append(barrier.wait()), joined=False)
        numbers.append(barrier.wait())
        yield attempt(barrier.wait, 0.001), barrier.broken, attempt(barrier.wait), barrier.reset(), barrier.broken
        yield barrier.abort(), attempt(barrier.wait), done, sorted(numbers)
    """,
    "queue": """
        q = queue.Queue(2)
        yield q.put(1), q.put_nowait(2), q.full(), q.qsize(), attempt(q.put, 3, False), attempt(q.put, 3, timeout=0.001)
        yield attempt(q.put, 1, True, -1), attempt(q.get, True, -1)
        yield q.get(), q.get_nowait(), q.empty()
        yield attempt(q.get, block=False), attempt(q.get, timeout=0.001), attempt(q.get_nowait)
        yield q.task_done(), q.task_done(), q.join(), attempt(q.task_done)
    """,
    "other queues": """
        for kind in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
            q = kind()
            for item in (2, 3, 1):
                q.put(item)
            yield [q.get() for _ in range(3)], q.empty(), q.qsize()
            yield attempt(q.get_nowait), attempt(q.get, timeout=0.001)
    """,
    "shutdown": """
        q = queue.Queue()
        q.put(1)
        if hasattr(q, "shutdown"):
            yield q.shutdown(), q.get(), attempt(q.get), attempt(q.put, 1), attempt(q.get_nowait)
            q = queue.Queue()
            other(lambda: attempt(q.get), joined=False)
            yield q.shutdown(immediate=True), q.shutdown()
    """,
    "thread": """
        thread = threading.Thread(target=abs, args=(1,), name="t", daemon=True)
        yield thread.name, thread.daemon, thread.ident, thread.is_alive(), attempt(thread.join)
        thread.start()
        thread.join()
        yield thread.is_alive(), attempt(thread.start), attempt(setattr, thread, "daemon", False), thread.ident is None
        yield attempt(threading.current_thread().join), threading.current_thread() is threading.main_thread()
        class Broken(threading.Thread):
            def __init__(self): pass
        yield attempt(Broken().start), attempt(Broken().join)
        yield attempt(threading.Thread, "group"), threading.active_count()
        yield threading.enumerate() == [threading.main_thread()]
        class Own(threading.Thread):
            def run(self): self.result = self.name
        own = Own(name="own")
        own.start()
        own.join()
        yield own.result, isinstance(own, threading.Thread), own == own
        timer = threading.Timer(0.001, seen.append, (1,)) if (seen := []) is not None else None
        timer.start()
        timer.join()
        late = threading.Timer(50, seen.append, (2,))
        late.start()
        late.cancel()
        late.join()
        yield seen
    """,
    "local": """
        class Mine(threading.local):
            kind = "shared"
            def __init__(self, n):
                self.n = n
        mine = Mine(3)
        mine.n += 1
        seen = []
        other(lambda: seen.append((mine.n, mine.kind, sorted(vars(mine)))))
        yield mine.n, seen, attempt(threading.local, 1), hasattr(threading.local(), "x"), attempt(delattr, mine, "x")
        yield attempt(setattr, mine, "__dict__", {})
    """,
}


def run_script(name: Any, threading: Any, queue: Any, time: Any) -> Any:
    def attempt(function: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            return type(error).__name__, str(error)

    def other(*functions: Any, joined: Any = True) -> Any:
        thread = threading.Thread(target=lambda: [function() for function in functions])
        thread.start()
        if joined:
            thread.join()

    space = {"threading": threading, "queue": queue, "time": time, "attempt": attempt, "other": other}
    exec("def script():\n" + "\n".join("    " + line for line in SCRIPTS[name].splitlines()), space)
    return [plain(part) for part in space["script"]()]


def plain(value: Any) -> Any:
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_primitive_does_what_the_real_one_does(name: Any) -> None:
    expected = run_script(name, **vars(REAL))

    table = explore(virtual_program(name))

    assert [(outcome.kind, outcome.value, outcome.error) for outcome in table.outcomes if not outcome.left][:1] == [
        ("returned", expected, None)
    ]


def virtual_program(name: Any) -> Any:
    from grader.explore import Source

    text = "import threading, queue, time"
    source = Source(name="virtual", filename="virtual.py", text=text)

    def call(modules: Any) -> Any:
        virtual = modules["virtual"]
        with contextlib.suppress(ZeroDivisionError):
            return run_script(name, virtual.threading, virtual.queue, virtual.time)

    return Program(sources=(source,), call=call)
