"""The reduction against exhaustive search: random small programs, the same set of outcomes."""

from itertools import count, permutations
from random import Random
from typing import Any

import pytest

from grader.explore import clocks, explore, story
from grader.explore.dpor import Dpor
from grader.explore.execution import Executor
from grader.explore.operation import WRITE, dependent
from grader.explore.wakeup import Reversal
from grader.explore.walk import Walk
from tests.grader.explore.programs import Visited, exhaustive, random_program

MOST = 250
ENOUGH = 5


@pytest.mark.parametrize("block", range(5))
def test_the_reduction_finds_what_exhaustive_search_finds(block: Any) -> None:
    compared = 0
    for seed in count(block * 100):
        if compared == ENOUGH:
            break
        text = random_program(seed)
        everything = Visited(text, exhaustive(text), MOST)
        if not everything.complete:
            continue

        found = Visited(text, Dpor(), MOST)

        assert (seed, found.outcomes, found.complete) == (seed, everything.outcomes, True)
        assert found.executions - found.asleep <= everything.executions
        compared += 1


# Two threads that put one item each: the puts race (2 orders); a get by the main thread afterwards races with nothing.
def test_gets_and_puts_of_a_queue_that_is_not_empty_commute(explored: Any, values: Any) -> None:
    table = explored(
        """
        import queue, threading
        q = queue.Queue()
        def main():
            threads = [threading.Thread(target=q.put, args=(n,)) for n in (1, 2)]
            for t in threads: t.start()
            return [q.get(), q.get()]
        """
    )

    assert [outcome.value for outcome in table.outcomes if not outcome.left] == [[1, 2], [2, 1]]


# n threads write, one reads n variables: each of the n reads sees its write or not: 2 ** n.
@pytest.mark.parametrize(("writers", "interleavings"), [(1, 2), (2, 4), (3, 8)])
def test_independent_races_multiply_and_nothing_else_does(explored: Any, writers: Any, interleavings: Any) -> None:
    table = explored(
        f"""
        import threading
        from types import SimpleNamespace
        def main():
            things = [SimpleNamespace(n=0) for _ in range({writers})]
            seen = []
            def write(thing):
                thing.n = 1
            def read():
                for thing in things:
                    seen.append(thing.n)
            threads = [threading.Thread(target=write, args=(thing,)) for thing in things]
            threads.append(threading.Thread(target=read))
            for t in threads: t.start()
            for t in threads: t.join()
            return seen
        """
    )

    assert (len(table.outcomes), table.executions, table.complete) == (interleavings, interleavings, True)


# Whoever comes first lets the third go on, so that one sees what either has done, or both: in whatever order they start.
@pytest.mark.parametrize("order", list(permutations(("left", "right", "wait"))))
def test_a_permit_may_be_anybodys(explored: Any, values: Any, order: Any) -> None:
    table = explored(
        f"""
        import threading
        def main():
            done, semaphore, seen = [0, 0], threading.Semaphore(0), []
            def give(n):
                done[n] = 1
                semaphore.release()
            def left(): give(0)
            def right(): give(1)
            def wait():
                semaphore.acquire()
                seen.append((done[0], done[1]))
            threads = [threading.Thread(target=job) for job in ({", ".join(order)})]
            for t in threads: t.start()
            for t in threads: t.join()
            return seen
        """
    )

    assert table.complete
    assert sorted(values(table)) == [[(0, 1)], [(1, 0)], [(1, 1)]]


# Two threads read a list 200 times each: to compare each look with each of the other's would be 40,000 comparisons.
def test_looks_are_not_compared_with_looks(program: Any, monkeypatch: Any) -> None:
    compared = []

    def counted(*pair: Any) -> bool:
        compared.append(pair)
        return dependent(*pair)

    for module in (clocks, story):
        monkeypatch.setattr(module, "dependent", counted)
    text = """
        import threading
        table = [1]
        def read():
            for _ in range(200): table[0]
        def main():
            threads = [threading.Thread(target=read) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
    """

    table = explore(program(text), stories="all")

    assert (table.executions, table.complete) == (1, True)
    assert len(compared) < 100


# What a wakeup tree has in store may be for a thread that only other executions start.
def test_a_thread_that_was_not_started_begins_nothing(program: Any) -> None:
    text = """
        import threading
        x = 0
        def main():
            global x
            threading.Thread(target=change).start()
            x = 1
        def change():
            global x
            x = 2
    """
    run, _ = Executor(program(text), 5000, 0).execute(Dpor())
    earlier, later = (event for event in run.history.catch_up().trace if event.kind is WRITE)

    reversal = Reversal(run, earlier, later, later.position)

    assert [reversal.begins(slot) for slot in (later.task.slot, len(run.tasks))] == [True, False]


# Of two permits one is there from the start, so the take may come before the give, and with it the join before the put:
# a deadlock where the join sees the item, an item got where it does not.
def test_a_permit_that_was_not_needed_hides_no_order(explored: Any) -> None:
    table = explored(
        """
        import queue, threading
        q, s = queue.Queue(), threading.Semaphore(1)
        def bring():
            q.put(0)
            s.release()
        def fetch():
            s.acquire()
            q.join()
            q.get()
        def main():
            threads = [threading.Thread(target=bring), threading.Thread(target=fetch)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )

    assert sorted(outcome.kind for outcome in table.outcomes) == ["deadlock", "returned"]
    assert table.complete


def test_threads_that_nobody_joins_begin_before_and_after_the_main_thread_looks(explored: Any) -> None:
    """The part that an execution repeats knows of more threads than have begun where it goes another way."""
    table = explored("""
import threading, time
x, seen = 0, []
def bump():
    global x
    x += 1
def first():
    global x
    seen.append(x)
    x += 1
    threading.Thread(target=bump, name="one").start()
def second():
    time.sleep(1)
    threading.Thread(target=bump, name="two").start()
def main():
    threads = [threading.Thread(target=job) for job in (first, second)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return x
""")

    assert table.complete
    assert {outcome.value for outcome in table.outcomes} == {1, 2, 3}


# Whether a thread has been started is seen by those who join or start it, who may come first.
@pytest.mark.parametrize(
    ("act", "found"),
    [
        ("try: thread.join()\nexcept RuntimeError: seen.append('too early')", [[], ["too early"]]),
        ("try: thread.start()\nexcept RuntimeError: seen.append('too late')", [["main"], ["too late"]]),
        ("try: thread.daemon = True\nexcept RuntimeError: seen.append('too late')", [[], ["too late"]]),
    ],
)
def test_a_thread_is_started_before_or_after_others_ask(explored: Any, values: Any, act: str, found: Any) -> None:
    table = explored(
        f"""
        import threading
        seen, thread = [], threading.Thread()
        def work():
            {act.replace(chr(10), chr(10) + " " * 12)}
        def main():
            other = threading.Thread(target=work)
            other.start()
            try: thread.start()
            except RuntimeError: seen.append("main")
            other.join()
            return seen
        """
    )

    assert sorted({repr(value) for value in values(table)}) == sorted(map(repr, found))
    assert table.complete


# Programs in which somebody looks at more than one container at a moment, or in which a look takes part in a reversal,
# beside threads that main leaves behind: whoever commutes with a look may be asleep when it happens, or may not.
LOOKS = {
    "beside": ("seen.append(0)", "outs[0] = 1", "list(table.items()), *outs"),
    "later": ("seen.append(0)", "outs[0] = repr(deep)", "repr([outs, seen])"),
    "at items": ("deep[0][0] += 1", "outs[0] = 1", "repr([outs, seen])"),
    "emptied": ("deep.pop()", "deep[1].append(5)", "repr(deep), *outs"),
}


# Numbers of threads follow the order of starting: who was started in another order is not mistaken for another thread.
def test_threads_that_two_threads_start_come_in_either_order(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            over = threading.Event()
            def start(name): threading.Thread(target=over.wait, name=name).start()
            threads = [threading.Thread(target=start, args=(name,)) for name in ("a", "b")]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            names = [thread.name for thread in threading.enumerate()]
            over.set()
            return names[1:]
        """
    )

    assert {tuple(names) for names in values(table)} == {("a", "b"), ("b", "a")}
    assert table.complete


def test_what_a_thread_that_was_started_second_can_do_is_tried_when_it_was_first(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading, time
        x, seen = 0, []
        def add():
            global x
            x += 1
        def another(): return threading.Thread(target=add, name="another")
        def late():
            time.sleep(1)
            another().start()
            add()
        def early():
            seen.append(x)
            thread = another()
            thread.start()
            thread.join()
        def main():
            threads = [threading.Thread(target=job) for job in (late, early)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return x, seen[0]
        """
    )

    # What `early` saw is written again by `late`, which had seen less.
    assert {(x, seen) for x, seen in values(table)} >= {(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)}
    assert table.complete


@pytest.mark.parametrize("name", LOOKS)
def test_no_order_of_looks_and_changes_is_left_out_for_a_thread_that_sleeps(name: str) -> None:
    one, other, look = LOOKS[name]
    text = f"""
import threading
seen, outs, table, deep, threads = [], [0], {{}}, [[0], [0]], []
def first(): {one}
def second():
    seen.append(1)
    {other}
def third(): threading.Thread(target=len, args=[()], name="late").start()
def main():
    for job in (first, second, third): threads.append(threading.Thread(target=job))
    for thread in threads: thread.start()
    threads[0].join()
    return {look}
"""
    found, walked = Visited(text, Dpor(), 1000), Visited(text, Walk(Random(1)), 1500)

    assert found.complete
    assert walked.outcomes <= found.outcomes
