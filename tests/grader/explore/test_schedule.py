from typing import Any

import pytest

from grader.explore import explore, replay
from grader.explore.schedule import decode, encode

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
