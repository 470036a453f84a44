import gc
import textwrap
from typing import Any

import pytest

from grader.explore import Program, Source, explore
from grader.explore.dpor import Dpor
from grader.explore.execution import Executor

BALANCE = """
    import queue
    import threading

    balance = 0
    LOCK

    def change_it(n):
        global balance
        balance = balance + n
        balance = balance - n

    def run_thread(n):
        for _ in range(3):
    BODY

    def main():
        global balance
        balance = 0
        threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return balance
"""


def balance(lock: Any, *body: Any) -> Any:
    lines = ("        " + line for line in body)
    return BALANCE.replace("LOCK", lock).replace("    BODY", "\n".join("    " + "    " + line for line in lines))


# Each thread takes the lock three times; only the order of the six turns can matter: 6! / (3! 3!) = 20.
@pytest.mark.parametrize(
    ("lock", "body"),
    [
        ("lock = threading.Lock()", ["with lock:", "    change_it(n)"]),
        ("lock = threading.Lock()", ["lock.acquire()", "try:", "    change_it(n)", "finally:", "    lock.release()"]),
        ("lock = threading.RLock()", ["with lock, lock:", "    change_it(n)"]),
        ("lock = threading.Semaphore(1)", ["with lock:", "    change_it(n)"]),
        ("lock = threading.BoundedSemaphore(1)", ["with lock:", "    change_it(n)"]),
        ("lock = threading.Condition()", ["with lock:", "    change_it(n)"]),
        ("lock = queue.Queue(); lock.put(1)", ["token = lock.get()", "change_it(n)", "lock.put(token)"]),
        ("lock = queue.SimpleQueue(); lock.put(1)", ["token = lock.get()", "change_it(n)", "lock.put(token)"]),
        (
            "lock = threading.Lock()",
            ["while not lock.acquire(timeout=1):", "    pass", "change_it(n)", "lock.release()"],
        ),
    ],
)
def test_a_protected_balance_is_proven_in_as_many_executions_as_there_are_orders_of_turns(
    explored: Any, values: Any, lock: Any, body: Any
) -> None:
    table = explored(balance(lock, *body))

    assert values(table) == [0]
    assert table.complete
    assert table.executions == 20


@pytest.mark.parametrize(
    ("lock", "body"),
    [
        ("", ["change_it(n)"]),
        ("", ["with threading.Lock():", "    change_it(n)"]),
        ("locks = {5: threading.Lock(), 8: threading.Lock()}", ["with locks[n]:", "    change_it(n)"]),
        ("lock = threading.Semaphore(2)", ["with lock:", "    change_it(n)"]),
    ],
)
def test_an_unprotected_balance_is_refuted(explored: Any, values: Any, lock: Any, body: Any) -> None:
    table = explored(balance(lock, *body), executions=300)

    assert set(values(table)) > {0}


def test_a_lock_around_one_of_two_statements_is_not_enough(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        x, lock = 0, threading.Lock()
        def add(n):
            global x
            with lock:
                y = x
            x = y + n
        def main():
            threads = [threading.Thread(target=add, args=(n,)) for n in (1, 2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return x
        """
    )

    assert values(table) == [1, 2, 3]
    assert table.complete


# Two reads and two writes; writes conflict with everything: of C(4,2) = 6 orders the two read-read
# neighbours r1 r2 / r2 r1 count once, which leaves r1w1r2w2, r2w2r1w1, rr w1w2, rr w2w1: 4.
def test_a_lost_update_has_four_interleavings_that_differ(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        x = 0
        def add():
            global x
            x = x + 1
        def main():
            threads = [threading.Thread(target=add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return x
        """
    )

    assert (values(table), table.executions, table.complete) == ([1, 2], 4, True)


def test_threads_that_share_nothing_need_one_execution(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        LIMIT = 5
        def work(results, i):
            total = [0]
            for n in range(LIMIT):
                total[0] += n
            results[i] = total[0]
        def main():
            results = [None] * 3
            threads = [threading.Thread(target=work, args=(results, i)) for i in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
            return results
        """
    )

    assert (values(table), table.executions, table.complete) == ([[10, 10, 10]], 1, True)


def test_opposite_orders_of_two_locks_deadlock_in_a_cycle(explored: Any) -> None:
    table = explored(
        """
        import threading
        a, b = threading.Lock(), threading.Lock()
        def one():
            with a:
                with b: pass
        def two():
            with b:
                with a: pass
        def main():
            threads = [threading.Thread(target=one, name="one"), threading.Thread(target=two, name="two")]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )

    deadlock = next(outcome for outcome in table.outcomes if outcome.kind == "deadlock")
    assert table.executions == 3  # one first, two first, crosswise
    assert [(w.thread, w.line, w.awaits, w.wants, w.held_by, w.holds, w.cycle) for w in deadlock.waits] == [
        ("MainThread", 13, "end", "one", None, (), False),
        ("one", 6, "lock", "b", "two", ("a",), True),
        ("two", 9, "lock", "a", "one", ("b",), True),
    ]


def test_three_philosophers_starve_in_one_of_seven_interleavings(explored: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            forks = [threading.Lock() for _ in range(3)]
            def eat(i):
                with forks[i]:
                    with forks[(i + 1) % 3]: pass
            threads = [threading.Thread(target=eat, args=(i,)) for i in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )

    assert sorted((outcome.kind, outcome.executions) for outcome in table.outcomes) == [
        ("deadlock", 1),
        ("returned", 6),
    ]
    assert table.complete


def test_values_of_threading_local_stay_apart_and_globals_do_not(explored: Any, values: Any) -> None:
    text = """
        import threading
        student = PLACE
        def process(name, out):
            student.name = name
            out[name] = student.name
        def main():
            out = {}
            threads = [threading.Thread(target=process, args=(name, out)) for name in "abc"]
            for t in threads: t.start()
            for t in threads: t.join()
            return out
        """

    own = explored(text.replace("PLACE", "threading.local()"))
    shared = explored(text.replace("PLACE", "type('Place', (), {})()"))

    assert values(own) == [{"a": "a", "b": "b", "c": "c"}]
    assert own.complete
    assert own.executions == 6  # the order of three new keys in the dict
    assert len(values(shared)) > 1


@pytest.mark.parametrize(
    "body",
    [
        "return list(pool.map(lambda job: job(), jobs))",
        "return [future.result() for future in [pool.submit(job) for job in jobs]]",
        "futures = [pool.submit(job) for job in jobs]; wait(futures); return [f.result() for f in futures]",
        "return sorted(future.result() for future in as_completed([pool.submit(job) for job in jobs]))",
    ],
)
def test_an_executor_runs_jobs_that_meet(explored: Any, values: Any, body: Any) -> None:
    table = explored(
        f"""
        import threading
        from concurrent.futures import ThreadPoolExecutor, as_completed, wait
        def main():
            barrier = threading.Barrier(2)
            def job():
                barrier.wait()
                return 7
            jobs = [job, job]
            with ThreadPoolExecutor(2) as pool:
                {body}
        """
    )

    assert values(table) == [[7, 7]]
    assert table.complete


def test_jobs_that_meet_deadlock_when_run_one_after_another(explored: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            barrier = threading.Barrier(2)
            for _ in range(2):
                t = threading.Thread(target=barrier.wait)
                t.start()
                t.join()
        """
    )

    (outcome,) = table.outcomes
    assert outcome.kind == "deadlock"
    assert [(wait.awaits, wait.wants) for wait in outcome.waits] == [("end", "Thread-1 (wait)"), ("lock", "barrier")]


def test_check_then_act_on_a_full_queue_is_found(explored: Any, values: Any) -> None:
    table = explored(
        """
        import queue, threading
        box = queue.Queue(maxsize=1)
        refused = []
        def put():
            if not box.full():
                try:
                    box.put_nowait(1)
                except queue.Full:
                    refused.append(1)
        def main():
            threads = [threading.Thread(target=put) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return box.qsize(), len(refused)
        """
    )

    assert values(table) == [(1, 0), (1, 1)]
    assert table.complete


def test_two_consumers_with_task_done_and_join_are_proven(explored: Any, values: Any) -> None:
    table = explored(
        """
        import queue, threading
        tasks, done = queue.Queue(), []
        def consume():
            while (item := tasks.get()) is not None:
                done.append(item)
                tasks.task_done()
        def main():
            threads = [threading.Thread(target=consume) for _ in range(2)]
            for t in threads: t.start()
            for item in range(3): tasks.put(item)
            tasks.join()
            for _ in threads: tasks.put(None)
            for t in threads: t.join()
            return sorted(done)
        """
    )

    assert values(table) == [[0, 1, 2]]
    assert table.complete
    assert table.executions < 500


def test_a_thread_that_is_not_joined_is_left_in_some_outcome_only(explored: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            threading.Thread(target=int, name="late").start()
        """
    )

    assert sorted(outcome.left for outcome in table.outcomes) == [(), ("late",)]


def test_a_returned_list_that_threads_still_write_to_is_read_like_any_other(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            found = []
            threading.Thread(target=found.append, args=(1,)).start()
            return found
        """
    )

    assert values(table) == [[1], [1], [], []]  # each with the thread left and with the thread gone


def test_too_large_a_program_is_not_called_proven(explored: Any) -> None:
    table = explored(balance("", "change_it(n)"), executions=50)

    assert (table.executions, table.complete) == (50, False)
    assert table.search.startswith("dpor: budget spent")


def test_the_same_seed_gives_the_same_table_ten_times(explored: Any) -> None:
    text = balance("", "change_it(n)")

    tables = [explored(text, executions=40) for _ in range(10)]

    seen = {tuple((o.value, o.executions, o.first, o.schedule) for o in table.outcomes) for table in tables}
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (balance("lock = threading.Lock()", "with lock:", "    change_it(n)"), False),
        (balance("", "change_it(n)"), True),
        ("def main(): raise ValueError", True),
        ("import threading\ndef main(): threading.Thread(target=threading.Lock().release).start()", True),
    ],
)
def test_where_only_doubtful_outcomes_are_told_a_single_returned_value_has_no_story(
    program: Any, text: str, told: Any
) -> None:
    table = explore(program(text), stories="doubtful")

    assert {bool(outcome.schedule) for outcome in table.outcomes} == {told}


@pytest.mark.parametrize("confined", [False, True])
def test_executions_leave_no_garbage_that_only_a_collection_would_find(confined: Any) -> None:
    text = textwrap.dedent(balance("lock = threading.Lock()", "with lock:", "    change_it(n)"))
    source = Source(name="student", filename="student.py", text=text, confined=confined)
    executor = Executor(Program(sources=(source,), call=lambda modules: modules["student"].main()), 5000, 0)
    search = Dpor()

    left = []
    for executions in (1, 1, 5):  # the very first one makes what all share
        gc.collect()
        for _ in range(executions):
            run, _ending = executor.execute(search)
            search.next(run)
            executor.dispose(run)
        del run, _ending
        left.append(gc.collect())

    assert left[1:] == [0, 0]
