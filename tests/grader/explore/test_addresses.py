"""Addresses in what a program returns or says make no new outcomes, and `id` is the same in every execution."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.explore import Budget, explore, replay
from grader.explore.dpor import Dpor
from tests.grader.explore.programs import Visited, exhaustive, program_of

SHOWN = [
    "threading.Lock()", "threading.RLock()", "threading.Condition()", "threading.Semaphore(2)", "threading.Event()",
    "threading.BoundedSemaphore()", "threading.Barrier(2)", "threading.Thread(target=int)", "threading.Timer(1, int)",
    "queue.Queue()", "queue.LifoQueue()", "queue.SimpleQueue()", "Future()", "ThreadPoolExecutor(1)", "object()",
    "Own()", "Own", "Own().method", "main", "(n for n in [1])", "threading.local()", "threading.current_thread()",
]  # fmt: skip
SHOWS = ["repr({})", "str({})", "f'{{{}!r}}'", "id({})", "hex(id({}))", "[{}]", "repr(({0}, {0}))"]
PROGRAM = """
import queue, threading
from concurrent.futures import Future, ThreadPoolExecutor
class Own:
    def method(self): pass
def main():
    made = [{made}]
    shown = []
    def work(): shown.append([{shown}])
    threads = [threading.Thread(target=work, name=name) for name in "ab"]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return repr(shown)
"""


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(st.lists(st.tuples(st.sampled_from(SHOWN), st.sampled_from(SHOWS)), min_size=1, max_size=3))
def test_what_shows_addresses_has_few_outcomes_and_each_of_them_replays(parts: Any) -> None:
    shown = ", ".join(show.format(f"made[{index}]") for index, (_, show) in enumerate(parts))
    program = program_of(PROGRAM.format(made=", ".join(made for made, _ in parts), shown=shown))

    first, second = explore(program), explore(program)

    assert first.outcomes == second.outcomes
    assert first.complete
    assert len(first.outcomes) <= 2
    for outcome in first.outcomes:
        assert replay(program, outcome.schedule).value == outcome.value


@pytest.mark.parametrize("made", ["threading.Semaphore()", "object()", "Own()"])
def test_an_address_in_the_message_of_an_exception_is_no_new_outcome(made: str) -> None:
    text = PROGRAM.format(made=made, shown="{}[repr(made[0])]")

    (outcome,) = explore(program_of(text)).outcomes

    assert len(outcome.uncaught) == 2
    assert outcome.uncaught[0].message == outcome.uncaught[1].message


ORDERED = """
import threading
class Account:
    def __init__(self): self.balance, self.lock = 5, threading.Lock()
a, b = Account(), Account()
def move(source, target):
    first, second = sorted((source, target), key=id)
    with first.lock, second.lock:
        source.balance -= 1
        target.balance += 1
def main():
    threads = [threading.Thread(target=move, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return a.balance, b.balance
"""


def test_locks_taken_in_the_order_of_id_are_proven() -> None:
    table = explore(program_of(ORDERED))

    assert [(outcome.kind, outcome.value) for outcome in table.outcomes] == [("returned", (5, 5))]
    assert table.complete


def test_who_asks_for_an_id_first_is_explored_both_ways() -> None:
    text = """
import threading
a, b, seen = object(), object(), []
def main():
    threads = [threading.Thread(target=id, args=(thing,)) for thing in (a, b)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return id(a) < id(b)
"""

    everything, found = Visited(text, exhaustive(text), 3000), Visited(text, Dpor(), 3000)

    assert everything.complete
    assert found.outcomes == everything.outcomes
    assert len(found.outcomes) == 2


def test_every_execution_gives_the_same_numbers() -> None:
    table = explore(
        program_of("def main():\n    a, b = object(), object()\n    return id(a), id(b), id(a), id(a) == id(b)"),
        search="random",
        budget=Budget(executions=5),
    )

    assert [outcome.value for outcome in table.outcomes] == [(0x1000, 0x1010, 0x1000, False)]
