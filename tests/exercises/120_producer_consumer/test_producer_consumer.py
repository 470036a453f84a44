"""What must be true of items that go from producers to consumers."""

from typing import Any

from grader.testing import Stage, check, same

WORDS = ["STOP", "stop", "END", "end", "DONE", "done", "QUIT", "quit", "EXIT", "exit", "EOF", "None", -1]
"""Nothing but items, though some take them for the end."""


def consumed(stage: Stage, items: list[Any], consumers: int) -> None:
    """Check that all items arrive, and nothing else."""
    wanted = sorted(items, key=repr)
    table = stage.explore("pumped", items=items, consumers=consumers)
    table.must(lambda seen: same(seen, wanted), race="R104", left=True, expected=wanted)


@check(points=3, visible=True)
def test_everything_is_consumed_once(stage: Stage) -> None:
    """Also what comes twice, the odd one out, what looks like an end, and when pump is called again."""
    number = stage.random.randrange(10, 100)
    for items, consumers in (([number, number, "text"], 1), ([number, number], 2), ([1, 2, number], 2)):
        consumed(stage, items, consumers)
    words = sorted(WORDS, key=repr)
    table = stage.explore("pumped", glance=True, items=WORDS, consumers=1)
    table.some(lambda seen: same(seen, words), code="W101", expected=words)
    again = [["first"], ["second"]]
    stage.explore("pumped_again", items=["first"], others=["second"]).must(
        lambda seen: same(seen, again), race="R104", left=True, expected=again
    )


@check(points=2)
def test_items_that_count_as_false_are_items(stage: Stage) -> None:
    consumed(stage, [0, None, 1, "", False], 1)
    consumed(stage, [None, 0], 2)


@check(points=2, visible=True)
def test_fewer_items_than_consumers(stage: Stage) -> None:
    for items, consumers in (([], 1), ([], 2), (["alone"], 2), (["alone"], 3)):
        consumed(stage, items, consumers)


@check(points=3)
def test_so_many_consumers_are_at_work(stage: Stage) -> None:
    table = stage.explore("most_threads", glance=True, items=[1, 2], consumers=2)
    table.some(lambda seen: type(seen) is int and seen > 0, code="W104", expected=2)
    table.some(lambda seen: type(seen) is int and seen > 1, code="W103", expected=2)


@check(points=2)
def test_the_consumers_have_ended_at_the_return(stage: Stage) -> None:
    wanted = {"consumed": [1, 2], "left": 0}
    table = stage.explore("at_the_return", items=[2, 1], consumers=2)
    table.must(lambda seen: same(seen, wanted), wrong="W105", race="W105", expected=wanted)
