"""What must be true of two jobs of which one comes after the other, under every interleaving."""

from grader.testing import Stage, check, same

ORDER = ["first begins", "first ends", "second"]
ENDED = {"first": True, "second": True}


@check(points=4, visible=True)
def test_second_begins_when_first_has_ended(stage: Stage) -> None:
    """Also if the first job takes longer than anybody waits; then what counts is how an execution ended.

    A student who waits by looking again and again may look more often than the explorer allows.
    """
    table = stage.explore("order", pause=0, calls=1)
    table.must(lambda seen: same(seen, ORDER), wrong="W102", race="W102", left=True, expected=ORDER)
    slow = stage.explore("order", pause=20, calls=1)
    slow.returned(lambda seen: same(seen, ORDER), code="W102", expected=ORDER)


@check(points=2)
def test_each_has_a_thread_of_its_own(stage: Stage) -> None:
    """A worker of a pool may take both, one after the other, so only some interleaving need show two threads."""
    table = stage.explore("places")
    table.must(lambda seen: len(seen) == 2 and "caller" not in seen, wrong="W104", race="W104", left=True)
    table.some(lambda seen: same(seen, ["thread", "thread"]), code="W104", expected=["thread", "thread"])


@check(points=2)
def test_both_threads_are_there_at_once(stage: Stage) -> None:
    """A first job that is very quick may have ended before the second thread begins: one interleaving is enough."""
    stage.explore("beside").some(lambda seen: same(seen, True), expected=True)


@check(points=2)
def test_both_have_ended_at_the_return(stage: Stage) -> None:
    table = stage.explore("ended", pause=0)
    table.must(lambda seen: same(seen, ENDED), wrong="W105", race="W105", expected=ENDED)
    slow = stage.explore("ended", pause=20)
    slow.returned(lambda seen: same(seen, ENDED), code="W105", expected=ENDED)


@check(points=2)
def test_it_can_be_called_again(stage: Stage) -> None:
    twice = ORDER * 2
    table = stage.explore("order", pause=0, calls=2)
    table.must(lambda seen: same(seen, twice), wrong="W102", race="W102", left=True, expected=twice)
