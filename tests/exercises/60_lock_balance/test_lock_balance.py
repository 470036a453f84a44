"""What must be true of `main` under every interleaving of its two threads."""

from grader.testing import Stage, check, same

ZERO = {"returned": 0, "balance afterwards": 0}
RUNS = {"5": ["thread"], "8": ["thread"], "other": []}
CHANGES = {"5": 3, "8": 3, "other": 0}
NOTHING = {"5": 0, "8": 0, "other": 0}
ENDED = {"5": [True], "8": [True], "other": []}
WATCH = {"run_thread": "watched", "change_it": "counted"}


@check(points=3, visible=True)
def test_the_balance_survives_two_threads(stage: Stage) -> None:
    """Nobody waits for the end here, and not every change need be made: those are other checks' questions."""
    table = stage.explore("balance_left")
    table.must(lambda seen: same(seen, ZERO), race="R101", left=True, expected=ZERO)
    stage.explore("work_done", watch=WATCH).some(lambda seen: part(seen, "changes") != NOTHING, code="W101")


@check(points=1)
def test_every_call_of_main_starts_from_zero(stage: Stage) -> None:
    """One lucky interleaving is enough: what happens in the others is another check's question."""
    table = stage.explore("balance_left_twice", glance=True, watch={"change_it": "counted"})
    twice = {"balances": [ZERO, ZERO], "changed": [True, True]}
    table.some(lambda seen: same(seen, twice), code="W101", expected=twice)


@check(points=1, visible=True)
def test_each_run_is_made_in_a_thread(stage: Stage) -> None:
    """Which thread, and whether an idle one is used again, is free; only the caller makes no run."""
    table = stage.explore("work_done", watch=WATCH)
    table.must(
        lambda seen: "caller" not in repr(part(seen, "runs")),
        wrong="W104",
        race="W104",
        left=True,
        expected={"runs": RUNS},
    )
    table.must(lambda seen: same(part(seen, "runs"), RUNS), left=True, expected={"runs": RUNS})


@check(points=2)
def test_the_two_runs_can_overlap(stage: Stage) -> None:
    """A lock around a whole run is fine: the second thread must only be able to start before the first run ends."""
    table = stage.explore("overlap", glance=True, watch={"run_thread": "witnessed"})
    table.some(lambda seen: same(seen, True), expected=True)


@check(points=2)
def test_main_waits_for_both_runs(stage: Stage) -> None:
    """A run that has not even begun when main returns is missing, one that is at work has not ended.

    A wait that gives up after some time is no wait.  A student who waits by looking again and again may look more
    often than the explorer allows while a run is slow, so only an execution that came to its end speaks against one.
    """
    table = stage.explore("ends_seen", watch={"run_thread": "watched"})
    table.must(lambda seen: same(seen, ENDED), wrong="W105", race="W105", expected=ENDED)
    slow = stage.explore("ends_seen", watch={"run_thread": "slow"})
    slow.returned(lambda seen: same(seen, ENDED), code="W105", expected=ENDED)


@check(points=1)
def test_each_run_makes_three_changes(stage: Stage) -> None:
    """Which thread carries a change out is free."""
    table = stage.explore("work_done", watch=WATCH)
    table.must(lambda seen: same(part(seen, "changes"), CHANGES), left=True, expected={"changes": CHANGES})


def part(seen: object, name: str) -> object:
    """Return one part of what was seen."""
    return seen.get(name) if isinstance(seen, dict) else None
