"""Random walks: selectively uniform, complete in the long run, and better than naive ones where those are hopeless."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from grader.explore import Budget, explore
from grader.explore.execution import Executor
from grader.explore.exploration import quiet
from grader.explore.walk import Selective, Walk
from tests.grader.explore.programs import CLASSICS, program_of

# The event of one thread among the n of another has n + 1 places.
PLACES = """
import threading
things = []
def many():
    for n in range({many}): things.append(n)
def one(): things.append("here")
def main():
    a, b = threading.Thread(target=many), threading.Thread(target=one)
    a.start()
    b.start()
    a.join()
    b.join()
    return things.index("here")
"""
REORDER = """
import threading
a = b = 0
def set_both():
    global a, b
    a = 1
    b = -1
def check():
    seen = a, b
    assert seen in ((0, 0), (1, -1)), seen
def main():
    threads = [threading.Thread(target=job) for job in [*[set_both] * 5, check]]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def endings(text: str, search: Any, walks: int) -> list[Any]:
    executor, found = Executor(program_of(text), 5000, 0), []
    with quiet():
        for _ in range(walks):
            run, ending = executor.execute(search)
            found.append(ending)
            search.next(run)
            executor.dispose(run)
    return found


class Attentive(Selective):
    """Walks that always attend to the list."""

    def next(self, run: Any) -> bool:
        more = super().next(run)
        self.chosen = next(group for group in self.counts if group[0] is list)
        self.left = Counter(self.counts[self.chosen])
        return more


def test_every_order_of_the_chosen_events_is_as_likely_as_any_other() -> None:
    many, walks = 6, 700

    uniform = Counter(ending.value for ending in endings(PLACES.format(many=many), Attentive(Random(0)), walks))
    naive = Counter(ending.value for ending in endings(PLACES.format(many=many), Walk(Random(0)), walks))

    assert all(60 < uniform[place] < 140 for place in range(many + 1)), uniform  # 100 expected, 9 is one sigma
    assert not all(60 < naive[place] < 140 for place in range(many + 1)), naive


def test_a_reordering_that_naive_walks_never_see_is_found() -> None:
    selective = [bool(ending.uncaught) for ending in endings(REORDER, Selective(Random(0)), 300)]
    naive = [bool(ending.uncaught) for ending in endings(REORDER, Walk(Random(0)), 300)]

    assert (any(selective), any(naive)) == (True, False)


@pytest.mark.parametrize("name", ["lost_update_2.bug", "philosophers_2.bug", "token_ring.ok", "bounded_buffer.ok"])
def test_in_the_long_run_walks_see_every_outcome(name: str) -> None:
    program = program_of((CLASSICS / f"{name}.py").read_text(encoding="utf-8"))

    walked = explore(program, search="random", budget=Budget(executions=400))

    assert outcomes(walked) == outcomes(explore(program))
    assert (walked.complete, walked.search) == (False, "surw: budget spent")


def test_the_same_seed_walks_the_same_ways() -> None:
    program = program_of((CLASSICS / "lost_update_3.bug.py").read_text(encoding="utf-8"))

    first, second, other = (
        explore(program, search="random", seed=seed, budget=Budget(executions=60)) for seed in (1, 1, 2)
    )

    assert first.outcomes == second.outcomes != other.outcomes


def test_a_program_too_large_to_prove_says_which_searches_it_went_through() -> None:
    table = explore(program_of(REORDER), budget=Budget(executions=400))

    assert table.search == "dpor: budget spent; dfs 1: budget spent; dfs 2: budget spent; surw: budget spent"
    assert not table.complete
    assert any(outcome.uncaught for outcome in table.outcomes)


def outcomes(table: Any) -> set[str]:
    return {repr((one.kind, one.value, one.error, one.uncaught, one.waits)) for one in table.outcomes}
