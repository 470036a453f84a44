"""Barriers at the grain of arrivals and departures: fewer interleavings, and nothing else to be seen than in CPython's."""

import random
import textwrap

import pytest

from grader.explore.dpor import Dpor
from tests.grader.explore.programs import Visited, exhaustive

MOST = 3000
NAMES_THE_LOCK = "def never(): return barrier._cond"
"""Whoever names the lock inside a barrier gets CPython's own methods."""

HEAD = """
import threading
x = 0
barrier = threading.Barrier(PARTIES)
def meet(*timeout):
    try: return barrier.wait(*timeout),
    except threading.BrokenBarrierError: return "broken",
outs = [None] * COUNT
def main():
    threads = [threading.Thread(target=work) for work in WORKS]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return outs, barrier.broken, barrier.n_waiting, x
"""
CALM = ["meet()", "meet()", "meet()"]
WILD = ["meet(1)", "meet(0)", "stop()", "reset()", "(barrier.n_waiting,)", "(barrier.broken,)", "(x,)", "change()"]
JOBS = """
def stop(): barrier.abort(); return ()
def reset(): barrier.reset(); return ()
def change():
    global x
    x += 1
    return ()
"""

COUNTED = {
    # Only the order of the arrivals differs: 2 of two, 6 of three, 24 of four; twice two, 2 for each meeting.
    "two": (2, [["meet()"]] * 2, 2),
    "three": (3, [["meet()"]] * 3, 6),
    "four": (4, [["meet()"]] * 4, 24),
    "two, twice": (2, [["meet()", "meet()"]] * 2, 4),
    "two, three times": (2, [["meet()"] * 3] * 2, 8),
    # Before both, 1; between them, 2; after both, 2 times who came first has left or is stopped.
    "two and one who aborts": (2, [["meet()"], ["meet()"], ["stop()"]], 7),
}


def program(parties: int, works: list[list[str]], more: str = "") -> str:
    """Return a program in which each thread does what stands in its list."""
    names = ", ".join(f"work{number}" for number in range(len(works)))
    head = HEAD.replace("PARTIES", str(parties)).replace("COUNT", str(len(works))).replace("WORKS", f"({names},)")
    bodies = [
        f"def work{number}():\n    outs[{number}] = (\n" + textwrap.indent(",\n".join(f"*{job}" for job in jobs), " " * 8) + ",\n    )"
        for number, jobs in enumerate(works)
    ]  # fmt: skip
    return "\n".join([head, JOBS, *bodies, more])


def drawn(seed: int) -> tuple[int, list[list[str]]]:
    """Return a random program."""
    rng = random.Random(seed)
    count = rng.choice([2, 3, 3])
    words = [*CALM, *rng.sample(WILD, 2)]
    works = [rng.choices(words, k=rng.choice([1, 2, 3] if count == 2 else [1, 2])) for _ in range(count)]
    return rng.choice([2, count]), works


@pytest.mark.parametrize("case", COUNTED.values(), ids=COUNTED)
def test_only_arrivals_and_what_stops_them_have_an_order(case: tuple[int, list[list[str]], int]) -> None:
    parties, works, expected = case
    text = program(parties, works)

    found = Visited(text, Dpor(), MOST)

    assert found.complete
    assert len(found.interleavings) == expected
    assert found.executions <= 1.1 * expected


@pytest.mark.parametrize("seed", range(24))
def test_what_can_come_out_is_the_same_as_of_the_library_own_methods(seed: int) -> None:
    parties, works = drawn(seed)

    coarse = Visited(program(parties, works), Dpor(), MOST)
    plain = Visited(program(parties, works, NAMES_THE_LOCK), Dpor(), MOST)

    assert coarse.complete
    assert plain.complete
    assert coarse.outcomes == plain.outcomes


def test_the_state_inside_a_barrier_can_be_looked_at() -> None:
    works = [["(barrier._state,)", "meet()"], ["meet()", "(barrier._state == 0,)"]]
    coarse, plain = (Visited(program(2, works, more), Dpor(), MOST) for more in ("", NAMES_THE_LOCK))

    assert coarse.complete
    assert not any("AttributeError" in repr(outcome) for outcome in plain.outcomes | coarse.outcomes)


@pytest.mark.parametrize("seed", [100, 101, 102, 104, 106, 107, 108, 109, 111])
def test_the_reduction_leaves_out_no_outcome(seed: int) -> None:
    text = program(*drawn(seed))
    everything = Visited(text, exhaustive(text), 1000)

    found = Visited(text, Dpor(), MOST)

    assert everything.complete
    assert found.outcomes == everything.outcomes


@pytest.mark.parametrize(
    "works",
    [
        [["meet()"], ["meet()", "stop()"]],
        [["meet()", "meet()"], ["meet()", "meet()", "stop()"]],
        [["meet()", "meet(0)"], ["meet()"]],
        [["meet()"], ["meet()"], ["meet(0)", "stop()"]],
        [["meet()"], ["meet()", "reset()", "meet()"], ["meet()"]],
        [["meet()"], ["meet()"], ["meet()", "(barrier.n_waiting,)", "stop()"]],
        [["stop()", "meet()"], ["stop()"], ["reset()", "meet()"]],
    ],
)
def test_nobody_is_stopped_in_a_round_that_all_have_left(works: list[list[str]]) -> None:
    coarse, plain = (Visited(program(2, works, more), Dpor(), MOST) for more in ("", NAMES_THE_LOCK))

    assert coarse.outcomes == plain.outcomes
    assert coarse.executions <= plain.executions
