from typing import Any

import pytest

POLLS = {
    "sleeps": "while not done: time.sleep(0.1)",
    "sleeps, with a lock": "while True:\n    with lock:\n        if done: break\n    time.sleep(0.1)",
    "spins": "while not done: pass",
    "spins on a lock": "while not lock.acquire(blocking=False): pass\nlock.release()",
    "looks at the thread": "while t.is_alive(): time.sleep(0.01)",
    "looks at all threads": "while any(one.is_alive() for one in [t]): time.sleep(0.01)",
    "counts threads": "while threading.active_count() > 1: time.sleep(0.01)",
    "joins a little": "while t.is_alive(): t.join(0.01)",
    "has a deadline": "end = time.monotonic() + 60\nwhile not done and time.monotonic() < end: time.sleep(1)",
    "asks a queue": "while box.empty(): time.sleep(0.01)",
    "gets a little": "while True:\n    try:\n        box.get(timeout=0.1)\n        break\n    except queue.Empty: pass",
    "waits for an event": "while not event.wait(0.1): pass",
}


@pytest.mark.parametrize("name", POLLS)
def test_polling_ends_and_does_not_blow_up_the_search(explored: Any, values: Any, name: Any) -> None:
    poll = POLLS[name].replace("\n", "\n            ")
    table = explored(
        f"""
        import queue, threading, time
        done, lock, box, event = False, threading.Lock(), queue.Queue(), threading.Event()
        def work():
            global done
            with lock:
                done = True
            box.put(1)
            event.set()
        def main():
            t = threading.Thread(target=work)
            t.start()
            {poll}
            t.join()
            return done
        """
    )

    assert values(table) == [True]
    assert table.complete
    assert table.executions < 60


def test_sleeping_is_no_synchronisation(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading, time
        x = 0
        def work():
            global x
            x = 1
        def main():
            t = threading.Thread(target=work)
            t.start()
            time.sleep(10)
            seen = x
            t.join()
            return seen
        """
    )

    assert values(table) == [0, 1]


# A wait for PATIENCE beside a sleep of `nap`: whoever waits may begin late, so what the sleeper brings may be there
# in time whatever the figures say; but it may come too late only if the sleep is no shorter than the wait.
WAITS = {
    "an item": ("try: got = box.get(timeout=PATIENCE)\nexcept queue.Empty: got = 'late'", "box.put('came')"),
    "an event": ("got = 'came' if event.wait(PATIENCE) else 'late'", "event.set()"),
    "a thread": ("t.join(PATIENCE)\ngot = seen[-1]", "seen.append('came')"),
    "a permit": ("got = 'came' if permit.acquire(timeout=PATIENCE) else 'late'", "permit.release()"),
    "a future": ("try: got = future.result(PATIENCE)\nexcept TimeoutError: got = 'late'", "future.set_result('came')"),
}


@pytest.mark.parametrize("name", WAITS)
@pytest.mark.parametrize(("patience", "nap"), [(0.1, 10), (1, 1), (10, 0.1)])
def test_a_wait_runs_out_of_time_before_a_longer_sleep_ends_and_no_other(
    explored: Any, values: Any, name: str, patience: float, nap: float
) -> None:
    wait, bring = WAITS[name]
    table = explored(
        f"""
        import queue, threading, time
        from concurrent.futures import Future
        box, event, permit, future, seen = queue.Queue(), threading.Event(), threading.Semaphore(0), Future(), ["late"]
        def work():
            time.sleep({nap})
            {bring}
        def main():
            t = threading.Thread(target=work)
            t.start()
            {wait.replace("PATIENCE", str(patience)).replace(chr(10), chr(10) + " " * 12)}
            t.join()
            return got
        """
    )

    assert values(table) == (["came", "late"] if patience <= nap else ["came"])
    assert table.complete
    assert table.executions <= 5


# main waits for 1 second while both others sleep: the first one's item comes in time or not; and where the second one
# wakes the first before that, the search must still come upon the time-out that leaves both asleep.
def test_a_wait_that_others_end_early_can_run_out_of_time_as_well(explored: Any, values: Any) -> None:
    table = explored(
        """
        import queue, threading, time
        box, seen = queue.Queue(), []
        def first():
            time.sleep(2)
            box.put(1)
        def second():
            time.sleep(0.5)
            seen.append("second")
        def main():
            threads = [threading.Thread(target=first), threading.Thread(target=second)]
            for t in threads: t.start()
            seen.append("main")
            try: got = box.get(timeout=1)
            except queue.Empty: got = "late"
            for t in threads: t.join()
            return got, seen[0]
        """
    )

    assert values(table) == [("late", "main"), ("late", "second"), (1, "main"), (1, "second")]


# What all do whose time is over at the same moment, they do in any order, and anything may come in between.
SAME_MOMENT: dict[str, tuple[str, str, str, list[object]]] = {
    "a timer that sets what is waited for": (
        "",
        "threading.Timer(1, event.set).start()",
        "return event.wait(1)",
        [False, True],
    ),
    "waits of other lengths": ("", "threading.Timer(1, event.set).start()", "return event.wait(2)", [True]),
    "sums that differ in the last digit": (
        "def work():\n    event.wait(0.1)\n    seen.append(event.wait(0.2))",
        "begin(work); event.wait(0.3)",
        "return len(seen)",
        [0, 1],
    ),
    "one who reads what a timer writes": (
        "def read():\n    event.wait(1)\n    seen.append(x)",
        "thread = begin(read); threading.Timer(1, bump).start()",
        "thread.join(); return seen",
        [[0], [1]],
    ),
    "timers of threads that begin in any order": (
        "def one(): threading.Timer(1, bump).start()\ndef other(): seen.append(event.wait(1))",
        "threads = [begin(one), begin(other)]",
        "[thread.join() for thread in threads]; return x",
        [0, 1],
    ),
    "an item that comes as patience ends": (
        "def late():\n    try: seen.append(box.get(timeout=1))\n    except queue.Empty: seen.append('late')",
        "thread = begin(late); threading.Timer(1, box.put, (5,)).start()",
        "thread.join(); return seen",
        [["late"], [5]],
    ),
    "a lock that is free as patience ends": (
        "def late():\n    with lock: event.wait(1)",
        "thread = begin(late); event.wait(0.5)",
        "return lock.acquire(timeout=0.5)",
        [False, True],
    ),
    "a flag that is down again": (
        "def up_and_down():\n    event.set(); event.clear()",
        "threading.Timer(1, up_and_down).start()",
        "event.wait(1); return seen",
        [[]],
    ),
}


@pytest.mark.parametrize("name", SAME_MOMENT)
def test_waits_that_are_over_at_the_same_moment_go_on_in_any_order(explored: Any, name: str) -> None:
    define, begin, end, found = SAME_MOMENT[name]
    table = explored(
        f"""
        import queue, threading
        x, seen, event, lock, box = 0, [], threading.Event(), threading.Lock(), queue.Queue()
        def bump():
            global x
            x += 1
        def begin(job):
            thread = threading.Thread(target=job)
            thread.start()
            return thread
        {define.replace(chr(10), chr(10) + " " * 8)}
        def main():
            {begin}
            {end}
        """
    )

    assert table.complete
    assert sorted({repr(outcome.value) for outcome in table.outcomes}) == sorted(map(repr, found))


@pytest.mark.parametrize("made", ["Timer(1, bump)", "Thread(target=bump)"])
def test_timers_of_one_moment_race_as_threads_do_and_cost_no_more(explored: Any, values: Any, made: str) -> None:
    table = explored(
        f"""
        import threading
        x = 0
        def bump():
            global x
            x += 1
        def main():
            threads = [threading.{made} for _ in range(3)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return x
        """
    )

    assert values(table) == [1, 2, 3]
    assert (table.executions, table.complete) == (36, True)


def test_time_passes_for_those_who_wait(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading, time
        def main():
            start = time.monotonic()
            time.sleep(2)
            slept = time.monotonic() - start
            threading.Event().wait(3)
            waited = time.monotonic() - start
            t = threading.Thread(target=time.sleep, args=(50,))
            t.start()
            t.join()
            return slept, waited, time.monotonic() - start >= 50
        """
    )

    assert values(table) == [(2.0, 5.0, True)]


def test_a_loop_without_end_meets_the_limit_of_steps(explored: Any) -> None:
    table = explored(
        """
        def main():
            while True: pass
        """
    )

    assert ([outcome.kind for outcome in table.outcomes], table.complete) == (["limit"], False)


def test_a_thread_that_waits_for_what_never_comes_and_polls_meets_the_limit(explored: Any) -> None:
    table = explored(
        """
        import time
        done = False
        def main():
            while not done: time.sleep(1)
        """
    )

    assert [outcome.kind for outcome in table.outcomes] == ["limit"]


# Both polls for a second or so; what the other one does is there in time or not, however long it takes.
FEW_TURNS = {
    "only sleeps": "for _ in range(10): time.sleep(0.1)",
    "looks ten times": "for _ in range(10):\n    if done: break\n    time.sleep(0.1)",
    "counts down": "left = 10\nwhile not done and left:\n    left -= 1\n    time.sleep(0.1)",
    "naps elsewhere": "def nap(): time.sleep(0.1)\nfor _ in range(10):\n    if done: break\n    nap()",
    "has a deadline": "end = time.monotonic() + 1\nwhile not done and time.monotonic() < end: time.sleep(0.1)",
    "only has a deadline": "end = time.monotonic() + 1\nwhile time.monotonic() < end: time.sleep(0.1)",
}
MANY_TURNS = {
    "looks a thousand times": "for _ in range(1000):\n    if done: break\n    time.sleep(0.1)",
    "steps through an iterator": "left = iter(range(50))\nwhile not done and next(left, 0) is not None: time.sleep(0.1)",
    "goes through a list": "for _ in [None] * 50:\n    if done: break\n    time.sleep(0.1)",
    "repeats": "for _ in itertools.repeat(None, 50):\n    if done: break\n    time.sleep(0.1)",
}
DEADLINES = {
    "has a far deadline": "end = time.monotonic() + 60\nwhile not done and time.monotonic() < end: time.sleep(0.1)",
    "spins to a deadline": "end = time.monotonic() + 1\nwhile not done and time.monotonic() < end: pass",
}
SLEEPS, COMPUTES = "time.sleep(100)", "other = sum(range(10))"


def beside(poll: str, work: str) -> str:
    return f"""
        import itertools, threading, time
        done = False
        def work():
            global done
            {work}
            done = True
        def main():
            t = threading.Thread(target=work)
            t.start()
            {poll.replace(chr(10), chr(10) + " " * 12)}
            seen = done
            t.join()
            return seen
        """


@pytest.mark.parametrize("name", FEW_TURNS)
@pytest.mark.parametrize("work", [SLEEPS, COMPUTES])
def test_who_polls_a_few_times_is_seen_to_give_up(explored: Any, values: Any, name: str, work: str) -> None:
    table = explored(beside(FEW_TURNS[name], work))

    assert values(table) == [False, True]
    assert table.complete
    assert table.executions < 20


@pytest.mark.parametrize("name", MANY_TURNS)
@pytest.mark.parametrize("work", [SLEEPS, COMPUTES])
def test_nothing_is_proven_where_polling_many_times_was_cut_short(explored: Any, name: str, work: str) -> None:
    table = explored(beside(MANY_TURNS[name], work))

    assert (table.complete, table.search) == (False, "dpor: polling held back")
    assert table.executions < 20


@pytest.mark.parametrize("name", DEADLINES)
def test_a_far_deadline_is_a_timeout_that_only_a_sleeper_lets_pass(explored: Any, values: Any, name: str) -> None:
    asleep, computing = (explored(beside(DEADLINES[name], work)) for work in (SLEEPS, COMPUTES))

    assert (asleep.complete, asleep.search) == (False, "dpor: polling held back")
    assert values(computing) == [True]
    assert computing.complete


# Whoever sets `done` does so only when a time-out of its own is over, a few seconds or many turns of the poll later.
LATE = {
    "a timer": "threading.Timer(2, finish).start()",
    "a late timer": "threading.Timer(600, finish).start()",
    "a wait": "threading.Thread(target=lambda: finish(threading.Event().wait(600))).start()",
    "an empty queue": "threading.Thread(target=lambda: give_up(queue.Queue()) or finish()).start()",
}


@pytest.mark.parametrize("poll", ["pass", "time.sleep(0)", "time.sleep(0.01)", "lock.locked()"])
@pytest.mark.parametrize("late", LATE)
def test_who_only_polls_lets_the_time_pass_that_others_wait_for(
    explored: Any, values: Any, late: str, poll: str
) -> None:
    table = explored(
        f"""
        import queue, threading, time
        done, lock = False, threading.Lock()
        def finish(*_):
            global done
            done = True
        def give_up(box):
            try: box.get(timeout=600)
            except queue.Empty: pass
        def main():
            {LATE[late]}
            while not done: {poll}
            return done
        """
    )

    assert values(table) == [True] * len(table.outcomes)
    assert table.complete


LIVELOCKS = {
    "each waits for the other one's flag": "flags[me] = True\nwhile flags[1 - me]: pass\nflags[me] = False",
    "each sleeps until the other one is through": "flags[me] = True\nwhile flags[1 - me]: time.sleep(0.1)",
    "nobody gives the lock back": "while not lock.acquire(blocking=False): pass",
    "one waits in turns of its own": "while not event.wait(0.1 + me): pass",
}


@pytest.mark.parametrize("name", LIVELOCKS)
def test_threads_that_can_only_go_on_polling_need_no_whole_budget_of_steps(explored: Any, name: str) -> None:
    table = explored(
        f"""
        import threading, time
        flags, lock, event = [False, False], threading.Lock(), threading.Event()
        def work(me):
            {LIVELOCKS[name].replace(chr(10), chr(10) + " " * 12)}
        def main():
            threads = [threading.Thread(target=work, args=(me,)) for me in (0, 1)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """,
        steps=10**9,
    )

    assert "limit" in {outcome.kind for outcome in table.outcomes}
    assert not table.complete


def test_a_poll_that_chance_ends_is_no_livelock(explored: Any, values: Any) -> None:
    table = explored(
        """
        import random, threading
        lock, event = threading.Lock(), threading.Event()
        def main():
            thread = threading.Thread(target=event.wait)
            thread.start()
            turns = []
            while random.random() < 0.98 or len(turns) < 30:
                lock.locked()
                turns.append(1)
            event.set()
            thread.join()
            return len(turns) >= 30
        """
    )

    assert values(table) == [True]
    assert table.complete
