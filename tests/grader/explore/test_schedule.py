import hashlib
from typing import Any

import pytest

from grader.explore import Outcome, explore, replay
from grader.explore.schedule import decode, encode
from tests.grader.explore.programs import CLASSICS, program_of

RACE = """
    import threading
    x = 0
    def add(n):
        global x
        for _ in range(2):
            x = x + n
    def main():
        threads = [threading.Thread(target=add, args=(n,)) for n in (1, 10)]
        for t in threads: t.start()
        for t in threads: t.join()
        return x
"""


def test_a_token_and_its_schedule_are_the_same_thing() -> None:
    deviations = {0: 1, 35: 2, 36: 0, 1300: 40}

    token = encode(deviations)

    assert token == "1-0.1-z.2-10.0-104.14"
    assert decode(token) == deviations


@pytest.mark.parametrize("token", ["", "2-1.1", "1-x", "1-1.1.1", "1--", "hello"])
def test_what_is_no_token_is_refused(token: Any) -> None:
    with pytest.raises(ValueError, match=r"schedule|unpack|invalid"):
        decode(token)


def test_every_outcome_replays_from_its_token(program: Any) -> None:
    racy = program(RACE)

    for outcome in explore(racy).outcomes:
        again = replay(racy, outcome.schedule)

        assert (again.kind, again.value, again.story) == (outcome.kind, outcome.value, outcome.story)
        assert len(outcome.schedule) < 300


def test_tokens_are_the_same_on_every_python(program: Any) -> None:
    table = explore(program(RACE))

    # pinned: a version of Python that schedules differently must turn this red
    assert {outcome.value: outcome.schedule for outcome in table.outcomes} == PINNED


def test_a_lost_update_needs_one_preemption(program: Any) -> None:
    lost = min((o for o in explore(program(RACE)).outcomes if o.value != 22), key=lambda o: len(o.schedule))

    assert lost.schedule.count("-") == 1


PINNED = {
    22: "1",
    2: "1-9.2",
    21: "1-9.2-b.1",
    12: "1-9.2-c.1",
    20: "1-7.2-9.1",
    11: "1-7.2-a.1-c.2-d.1-f.0",
}

MACHINERY = {
    "pool": "with ThreadPoolExecutor(2) as pool: list(pool.map(add, (1, 10)))",
    "futures": "pool = ThreadPoolExecutor(2)\n    done, _ = wait([pool.submit(add, n) for n in (1, 10)])\n    pool.shutdown()",
    "timer": "t = threading.Timer(2, add, (1,))\n    t.start()\n    add(10)\n    t.join(1)",
    "queue": "q = queue.Queue(1)\n    run(lambda: q.put(1), lambda: q.put(10), lambda: add(q.get()))\n    add(q.get())",
    "barrier": "b = threading.Barrier(2)\n    run(lambda: (b.wait(), add(1)), lambda: (b.wait(), add(10)))",
    "condition": (
        "c = threading.Condition()\n    def tell():\n        with c: c.notify()\n"
        "    def hear():\n        with c: c.wait(1)\n        add(1)\n    run(hear, tell, lambda: add(10))"
    ),
    "event": "e = threading.Event()\n    run(lambda: (e.wait(), add(1)), lambda: (e.set(), add(10)))",
    "semaphore": "s = threading.BoundedSemaphore(2)\n    def job():\n        with s: add(1)\n    run(job, job)",
    "sleep": "def late():\n        time.sleep(2)\n        add(1)\n    run(late, lambda: queue.Queue().join() or add(10))",
    "generator": "g = (add(n) for n in (1, 10))\n    run(lambda: next(g), lambda: next(g))",
}
AROUND = """
import queue, threading, time
from concurrent.futures import ThreadPoolExecutor, wait
x = 0
def add(n):
    global x
    x = x + n
def run(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for t in threads: t.start()
    for t in threads: t.join()
def main():
    BODY
    return x
"""
TOKENS = {
    "barrier": ("1-5.2-a.2", "73008328c1a7"),
    "condition": ("1-g.1-k.3-m.1-o.0", "7e975fbd365e"),
    "event": ("1-5.2-8.1-d.0", "35330975d36c"),
    "futures": ("1-a.2-e.1", "10cce458dbb3"),
    "generator": ("1-5.2-9.1-c.0", "29d003bf72a0"),
    "pool": ("1-a.2-e.1", "ca0ff984367a"),
    "queue": ("1-a.3-f.2", "702d05c40eb7"),
    "semaphore": ("1-8.2", "bebbda859bfd"),
    "sleep": ("1-6.1-8.2-b.1-d.0", "9acd2289e397"),
    "timer": ("1", "166cbdeb451d"),
    "bounded_buffer.bug": ("1-9.3-l.2", "2c113afc7560"),
    "lazy_initialisation.bug": ("1-8.2", "67883139e095"),
    "lost_update_2.bug": ("1-7.2", "099a3d5c6883"),
    "lost_update_3.bug": ("1-9.3", "1330fe45f5ea"),
    "lost_update_4.bug": ("1-h.0-n.4", "855314f32595"),
    "peterson.bug": ("1-7.2-c.1", "a16727aa4a40"),
    "philosophers_2.bug": ("1-9.2", "4f70f4151f5a"),
    "philosophers_3.bug": ("1-b.2-f.3", "4a4068ba5754"),
    "readers_writers.bug": ("1-h.2-l.1-n.0", "6906a338a3a0"),
    "reorder_1.bug": ("1-7.2", "f503d4b34e89"),
    "reorder_2.bug": ("1-9.3", "d70cb1dff2fb"),
    "reorder_3.bug": ("1-b.2-d.4-i.2", "9fcbb64f5b52"),
    "token_ring.bug": ("1-b.3-f.2", "f1b2381fd9a8"),
    "two_stage.bug": ("1-9.2", "7b1ffa083daf"),
    "work_stealing.bug": ("1-5.2-b.1", "332bedf197f1"),
    "wrong_lock.bug": ("1-g.3-m.2", "7c5b92b059b9"),
}
"""Schedules as CPython 3.11 found them, and what the story of each must be, shortened to a digest."""


def digest(outcome: Outcome) -> str:
    steps = [(step.thread, step.line, step.action, step.name, step.value) for step in outcome.story]
    return hashlib.sha256(repr((outcome.kind, steps)).encode()).hexdigest()[:12]


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_tells_the_same_story_on_every_python(name: str) -> None:
    token, story = TOKENS[name]
    path = CLASSICS / f"{name}.py"
    text = AROUND.replace("BODY", MACHINERY[name]) if name in MACHINERY else path.read_text(encoding="utf-8")

    again = replay(program_of(text), token)

    assert digest(again) == story
