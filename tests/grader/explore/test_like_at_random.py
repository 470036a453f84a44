"""Random sequences of operations that one thread can do without waiting, on the real primitives and the modelled ones."""

import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grader.explore.likeness import modelled, really

COMMON_QUEUE = [
    "q.put_nowait(N)", "q.put(N, False)", "q.put(N, timeout=0)", "q.get_nowait()", "q.get(False)", "q.get(timeout=0)",
    "q.qsize()", "q.empty()", "q.put(N, timeout=-1)", "q.get(True, -1)",
]  # fmt: skip
QUEUE = [*COMMON_QUEUE, "q.full()", "q.task_done()", "q.unfinished_tasks", "q.maxsize", "sorted(q.queue)"]
SHUT = ["q.shutdown()", "q.shutdown(immediate=True)"] if sys.version_info >= (3, 13) else []

MACHINES = {
    "Lock": ("x = threading.Lock()", ["x.acquire(False)", "x.release()", "x.locked()", "x.acquire(timeout=0)",
             "x.acquire(False, N)", "x.acquire(timeout=-2)", "other(x.release)", "other(lambda: x.acquire(False))"]),
    "RLock": ("x = threading.RLock()", ["x.acquire(False)", "x.release()", "x.acquire(timeout=0)", "x._is_owned()",
              "x.acquire(False, N)", "other(lambda: x.acquire(False), lambda: attempt(x.release))", "x._recursion_count()"]),
    "Condition": ("x = threading.Condition(threading.RLock())", ["x.acquire(False)", "x.release()", "x.notify(N)", "x.notify_all()",
                  "x.wait(0)", "x.wait_for(lambda: N, 0)", "other(lambda: attempt(x.notify))", "other(lambda: x.acquire(False) and x.release())"]),
    "Semaphore": ("x = threading.Semaphore(1)", ["x.acquire(False)", "x.release()", "x.release(N)", "x.acquire(timeout=0)",
                  "x.acquire(False, N)", "x._value", "other(lambda: x.acquire(False))"]),
    "BoundedSemaphore": ("x = threading.BoundedSemaphore(2)", ["x.acquire(False)", "x.release()", "x.release(N)", "x._value",
                         "x.acquire(timeout=0)", "other(lambda: attempt(x.release))"]),
    "Event": ("x = threading.Event()", ["x.set()", "x.clear()", "x.is_set()", "x.wait(0)", "x.wait(-N)", "other(x.set)"]),
    "Barrier": ("x = threading.Barrier(2)", ["x.wait(0)", "x.abort()", "x.reset()", "x.broken", "x.n_waiting", "other(x.reset)"]),
    "Queue": ("q = queue.Queue(2)", [*QUEUE, *SHUT]),
    "LifoQueue": ("q = queue.LifoQueue(2)", [*QUEUE, *SHUT]),
    "PriorityQueue": ("q = queue.PriorityQueue(3)", [*QUEUE, *SHUT]),
    "SimpleQueue": ("q = queue.SimpleQueue()", COMMON_QUEUE),
    "Future": ("x = Future()", ["x.cancel()", "x.cancelled()", "x.done()", "x.running()", "state(x.set_running_or_notify_cancel)",
               "state(x.set_result, N)", "state(x.set_exception, KeyError(N))", "state(x.result, 0)", "repr(state(x.exception, 0))",
               "x.add_done_callback(lambda f: seen.append(N))", "wait([x], 0).done == {x}", "list(seen)"]),
    "Thread": ("x = threading.Thread(target=seen.append, args=(1,))", ["x.start() or x.join()", "x.join()", "x.join(0)", "x.is_alive() and x.join()",
               "setattr(x, 'daemon', N)", "x.daemon", "x.name", "setattr(x, 'name', N)", "x.ident is None", "list(seen)"]),
    "local": ("x = threading.local()", ["setattr(x, 'a', N)", "x.a", "delattr(x, 'a')", "sorted(vars(x))", "hasattr(x, 'b')",
              "other(lambda: attempt(lambda: x.a), lambda: setattr(x, 'a', N), lambda: x.a)", "vars(x).update(b=N)"]),
}  # fmt: skip
NUMBER = re.compile(r"\bN\b")
HEAD = """seen = []
def state(function, *args):
    result = attempt(function, *args)
    return result if type(result) is not tuple else result[0]
"""


def script_of(name: str, steps: list[tuple[str, int]]) -> str:
    made, _ = MACHINES[name]
    lines = [f"yield attempt(lambda: {NUMBER.sub(str(number), step)})" for step, number in steps]
    return "\n".join([HEAD + made, *lines, "yield seen"])


@pytest.mark.parametrize("name", MACHINES)
def test_what_one_thread_does_at_random_is_what_really_happens(name: Any) -> None:
    step = st.tuples(st.sampled_from(MACHINES[name][1]), st.integers(0, 3))

    @settings(max_examples=50, derandomize=True, deadline=None, database=None)
    @given(st.lists(step, min_size=1, max_size=12))
    def alike(steps: list[tuple[str, int]]) -> None:
        script = script_of(name, steps)

        assert modelled(script) == really(script)

    alike()
