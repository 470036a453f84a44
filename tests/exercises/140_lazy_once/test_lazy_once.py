"""What must be true of an object that is made once for all threads, under every interleaving."""

from grader.testing import Stage, check, same


@check(points=1, visible=True)
def test_the_object_of_the_factory_comes_back(stage: Stage) -> None:
    wanted = {"made": 1, "same": [True, True, True]}
    table = stage.explore("one_by_one", count=3, empty=False)
    table.must(lambda seen: same(seen, wanted), left=True, expected=wanted)


@check(points=1)
def test_nobody_makes_it_before_it_is_needed(stage: Stage) -> None:
    stage.explore("before").must(lambda seen: same(seen, [0, 1]), left=True, expected=[0, 1])


@check(points=3, visible=True)
def test_two_threads_get_the_same_object(stage: Stage) -> None:
    at_once(stage, 2)


@check(points=2)
def test_three_threads_get_the_same_object(stage: Stage) -> None:
    at_once(stage, 3)


@check(points=1)
def test_an_object_that_counts_as_false_is_an_object(stage: Stage) -> None:
    wanted = {"made": 1, "same": [True, True]}
    table = stage.explore("one_by_one", count=2, empty=True)
    table.must(lambda seen: same(seen, wanted), left=True, expected=wanted)


@check(points=2)
def test_nobody_gets_it_before_it_is_finished(stage: Stage) -> None:
    """The factory takes longer than somebody in a hurry would wait."""
    at_once(stage, 2, pause=2)


def at_once(stage: Stage, count: int, pause: int = 0) -> None:
    """Check that so many threads all get the one object."""
    wanted = {"made": 1, "got": ["it"] * count}
    table = stage.explore("at_once", count=count, pause=pause)
    table.must(lambda seen: same(seen, wanted), race="R102", left=True, expected=wanted)
