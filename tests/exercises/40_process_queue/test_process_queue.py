"""What must be true of values that travel between processes."""

from collections.abc import Sequence

from grader.testing import Done, Run, Stage, check, expect, same


@check(points=2, visible=True)
def test_all_values_arrive_in_order(stage: Stage) -> None:
    lists: list[list[object]] = [[stage.random.randrange(1, 1000) for _ in range(5)], [], ["same", "same", "other"]]
    done = stage.run("written_and_read", lists=lists)

    arrived(done, lists)
    done.nothing_left()
    slowly(stage.start("slowly"))


def slowly(run: Run) -> None:
    """Check that nobody takes a pause for the end: the first value is slow to be written, and slow to be read.

    When the reader comes to the second one, the child has ended.
    """
    run.settle()
    expect(not (run.returned and run.held), "W105")
    run.open("packing")
    run.settle()
    numbers = [1, 2, 3]
    run.finish().must(lambda seen: same(seen["numbers"], numbers), expected={"numbers": numbers})


def arrived(done: Done, lists: Sequence[Sequence[object]]) -> None:
    """Check that the values of each list have arrived."""
    for place, values in enumerate(lists):
        seen = done.part("lists", place)
        expect(same(seen, values), "W101", got=seen, expected=values)


@check(points=2)
def test_values_that_count_as_false_arrive_too(stage: Stage) -> None:
    values = [0, None, "", False, 1, None]
    done = stage.run("written_and_read", start_method="spawn", lists=[values])

    arrived(done, [values])
    done.nothing_left()


@check(points=2)
def test_long_values_do_not_get_stuck(stage: Stage) -> None:
    wanted = {"count": 5, "same": True}
    done = stage.run("large", start_method="forkserver", count=5, size=60_000)

    done.must(lambda seen: same(seen, wanted), expected=wanted)
    done.nothing_left()


@check(points=2)
def test_a_child_writes_the_values(stage: Stage) -> None:
    done = stage.run("traced")

    done.must(lambda seen: same(seen["numbers"], [1, 2]), expected={"numbers": [1, 2]})
    packed = {note.pid for note in done.notes if note.name == "packed"}
    expect(bool(packed - {done.pid}), "W104", got={"packed by the caller only": True})
    stayed = done.part("stayed")
    expect(same(stayed, []), "W104", got={"values that have not travelled": stayed})


@check(points=2, visible=True)
def test_full_and_empty_are_answered(stage: Stage) -> None:
    run = stage.start("real_queue")
    run.settle(stuck="W106")
    done = run.finish(stuck="W106")

    wanted = {"puts": [True, True, False], "gets": [0, "two", "nothing"]}
    done.must(lambda seen: same(seen, wanted), expected=wanted)


@check(points=2)
def test_neither_of_them_ever_waits(stage: Stage) -> None:
    table = stage.explore("never_waits")

    table.must(lambda seen: same(seen["waited"], False), wrong="W106", race="W106", stuck="W106")
    wanted = {"put": False, "got": "nothing", "waited": False, "inside": "first"}
    table.must(lambda seen: same(seen, wanted), stuck="W106", expected=wanted)


@check(points=1)
def test_a_value_that_counts_as_false_is_a_value(stage: Stage) -> None:
    wanted = {"puts": [True, True, True], "gets": [0, None, "", "nothing"]}
    stage.explore("falsy").must(lambda seen: same(seen, wanted), stuck="W106", expected=wanted)


@check(points=2)
def test_two_who_want_the_last_place_do_not_wait_either(stage: Stage) -> None:
    puts, gets = [False, True], ["nothing", "value"]
    stage.explore("two_put").must(
        lambda seen: same(seen["answers"], puts), race="R102", stuck="R102", expected={"answers": puts}
    )
    stage.explore("two_get").must(
        lambda seen: same(seen["answers"], gets), race="R102", stuck="R102", expected={"answers": gets}
    )
    one = [{"put": True, "inside": "mine"}, {"put": False, "inside": "theirs"}]
    stage.explore("put_beside").must(lambda seen: seen in one, race="R102", stuck="R102", expected=one[0])
    one_has_it = [{"mine": "value", "theirs": []}, {"mine": "nothing", "theirs": ["value"]}]
    stage.explore("get_beside").must(lambda seen: seen in one_has_it, race="R102", stuck="R102", expected=one_has_it[0])
