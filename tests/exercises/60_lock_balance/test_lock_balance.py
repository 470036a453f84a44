"""What must be true of `main` under every interleaving of its two threads."""

from grader.testing import Stage, check, same

IN_THREADS = {"5": ["thread"], "8": ["thread"], "other": []}
THREE_EACH = {"5": 3, "8": 3, "other": 0}
ENDED = {"5": [True], "8": [True], "other": []}


@check(points=3, visible=True)
def test_the_balance_survives_two_threads(stage: Stage) -> None:
    """Nobody waits for the end here: that is another check's question."""
    table = stage.explore("balance_left")
    table.must(lambda balance: same(balance, 0), race="R101", left=True, expected=0)


@check(points=1)
def test_every_call_of_main_starts_from_zero(stage: Stage) -> None:
    """One lucky interleaving is enough: what happens in the others is another check's question."""
    table = stage.explore("balance_left_twice")
    table.some(lambda balances: same(balances, [0, 0]), code="W101", expected=[0, 0])


@check(points=1, visible=True)
def test_each_run_is_made_in_a_thread(stage: Stage) -> None:
    """Which thread, and whether an idle one is used again, is free; only the caller makes no run."""
    table = stage.explore("places", watch={"run_thread": "watched"})
    table.must(lambda made: not in_the_caller(made), wrong="W104", race="W104", left=True, expected=IN_THREADS)
    table.must(lambda made: same(made, IN_THREADS), left=True, expected=IN_THREADS)


@check(points=2)
def test_the_two_runs_can_overlap(stage: Stage) -> None:
    """A lock around a whole run is fine: the second thread must only be able to start before the first run ends."""
    stage.explore("overlap", watch={"run_thread": "witnessed"}).some(lambda seen: same(seen, True), expected=True)


@check(points=2)
def test_main_waits_for_both_runs(stage: Stage) -> None:
    """A run that has not even begun when main returns is missing, one that is at work has not ended."""
    table = stage.explore("ends_seen", watch={"run_thread": "watched"})
    table.must(lambda seen: same(seen, ENDED), wrong="W105", race="W105", expected=ENDED)


@check(points=1)
def test_each_run_makes_three_changes(stage: Stage) -> None:
    """Which thread carries a change out is free."""
    table = stage.explore("changes_made", watch={"change_it": "counted"})
    table.must(lambda made: same(made, THREE_EACH), left=True, expected=THREE_EACH)


def in_the_caller(made: object) -> bool:
    """Whether the caller made a run itself."""
    return isinstance(made, dict) and any(isinstance(places, list) and "caller" in places for places in made.values())
