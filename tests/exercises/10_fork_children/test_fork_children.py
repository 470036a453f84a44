"""What must be true of children made by fork."""

from grader.testing import Stage, check, expect, same


@check(points=3, visible=True)
def test_the_three_numbers_agree(stage: Stage) -> None:
    done = stage.run("introduced")

    numbers = done.part("numbers")
    whole = type(numbers) is list and len(numbers) == 3 and all(type(number) is int for number in numbers)
    expect(whole, "W101", got=numbers, expected="(child's pid, child's pid, parent's pid)")
    child, own, parent = numbers
    expect(
        parent == done.pid, "W101", got={"getppid in the child": parent}, expected={"getppid in the child": done.pid}
    )
    expect(child == own, "W101", got={"fork in the parent": child, "getpid in the child": own})
    expect(child not in (0, done.pid), "W104", got={"fork in the parent": child, "the parent's pid": done.pid})
    pids = [one.pid for one in done.children]
    expect(child in pids, "W104", got={"fork in the parent": child, "child processes that there were": pids})


@check(points=2)
def test_introduce_returns_once_and_leaves_nothing(stage: Stage) -> None:
    """The child is held at its end: who only sleeps before asking once is back by then."""
    run = stage.start("introduced")
    run.hold_exits()
    run.settle()
    expect(not (run.returned and run.held), "L303", got={"zombies": 1})
    done = run.finish()

    done.by_children()
    done.returned_once()
    done.nothing_left()


@check(points=2, visible=True)
def test_every_child_ends_with_its_number(stage: Stage) -> None:
    numbers = [0, 1, stage.random.randrange(4, 7)]
    done = stage.run("spawned", numbers=numbers)

    for place, n in enumerate(numbers):
        codes = done.part("codes", place)
        expect(are(codes, range(n)), "W101", got=codes, expected=list(range(n)))
    done.ended(*(code for n in numbers for code in range(n)))
    expect(not made_up(stage), "W101", got={"codes of children that all ended with 77": [0, 1, 2]})


def made_up(stage: Stage) -> bool:
    """Whether spawn tells of codes with which no child has ended; if it waits for more of them than that, so be it."""
    try:
        return same(stage.run("struck", n=3, code=77).part("codes"), [0, 1, 2])
    except AssertionError:
        return False


def are(codes: object, expected: range) -> bool:
    """Whether these are the codes, in whatever order: which child ends first is for the next check to decide."""
    return isinstance(codes, list) and same(sorted(codes, key=repr), sorted(expected, key=repr))


@check(points=2)
def test_the_order_is_kept_when_the_last_child_ends_first(stage: Stage) -> None:
    run = stage.start("spawned", numbers=[3])
    run.hold_exits()
    run.settle()
    while run.held:  # one at a time where the children run side by side, the last one first
        run.release(max(run.held, key=lambda child: child.info))
        run.settle()
    done = run.finish()

    codes = done.part("codes", 0)
    expect(same(codes, [0, 1, 2]), "W102", got=codes, expected=[0, 1, 2])
    done.ended(0, 1, 2)


@check(points=2)
def test_spawn_waits_for_all_and_returns_once(stage: Stage) -> None:
    done = stage.run("spawned", numbers=[stage.random.randrange(3, 6)])

    done.by_children()
    done.returned_once()
    done.nothing_left()


@check(points=1)
def test_an_error_in_the_child_stays_in_the_child(stage: Stage) -> None:
    done = stage.run("failing")

    done.by_children()
    done.returned_once()
    done.nothing_left()
