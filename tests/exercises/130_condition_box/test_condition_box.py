"""What must be true of a box, whoever puts and gets, under every interleaving (or as many as are tried)."""

from grader.testing import Stage, check, same


@check(points=2, visible=True)
def test_what_is_put_comes_out(stage: Stage) -> None:
    values = [stage.random.randrange(10, 100), "text", None, 0]
    stage.explore("in_and_out", values=values).must(lambda seen: same(seen, values), expected=values)


@check(points=2)
def test_put_waits_while_the_place_is_taken(stage: Stage) -> None:
    """However long it takes.

    Whoever waits by looking again and again may look more often than the explorer allows: no fault.
    """
    wanted = {"seen": ["first", "second"], "early": False}
    table = stage.explore("second_put")
    table.must(lambda seen: same(seen, wanted), race="W101", expected=wanted)
    room = {"first": "first", "back": 1, "rest": ["second", "third"]}
    stage.explore("two_who_put").must(lambda seen: same(seen, room), race="W101", expected=room)
    both = wanted["seen"]
    slow = stage.explore("slow_taker")
    slow.returned(lambda seen: same(seen, both), code="W101", expected=both)


@check(points=2)
def test_get_waits_while_the_box_is_empty(stage: Stage) -> None:
    wanted = ["late"]
    table = stage.explore("early_get", pause=0)
    table.must(lambda seen: same(seen, wanted), race="W101", expected=wanted)
    slow = stage.explore("early_get", pause=60)
    slow.returned(lambda seen: same(seen, wanted), code="W101", expected=wanted)


@check(points=3, visible=True)
def test_several_on_both_sides_get_every_value_once(stage: Stage) -> None:
    """Two who put, two who get, and both."""
    for puts, gets in (([["a"], ["b"]], [2]), ([["a", "b"]], [1, 1]), ([["a"], ["b"]], [1, 1])):
        wanted = sorted(value for values in puts for value in values)
        table = stage.explore("many", puts=puts, gets=gets)
        table.must(lambda seen: same(seen, wanted), race="W101", expected=wanted)


@check(points=1)
def test_two_boxes_are_two_boxes(stage: Stage) -> None:
    wanted = ["other", "one"]
    stage.explore("two_boxes").must(lambda seen: same(seen, wanted), expected=wanted)
