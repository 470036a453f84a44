"""What must be true of children that run one at a time."""

import re

from grader.testing import Done, Run, Stage, check, expect, same

TEXT = re.compile(r"Hello (.*) from ([1-9][0-9]*)", re.DOTALL)
PATIENCE = 6  # children that may end before their work and be replaced


@check(points=2, visible=True)
def test_the_child_makes_the_text(stage: Stage) -> None:
    names = ["Ann", "李雷 and 韩梅梅", ""]
    done = stage.run("hello", names=names)

    texts = [done.part("texts", place) for place in range(len(names))]
    found = [TEXT.fullmatch(text) if type(text) is str else None for text in texts]
    for name, match in zip(names, found, strict=True):
        expect(match is not None and match[1] == name, "W101", got=texts, expected=f"Hello {name} from PID")
    pids = [int(match[2]) for match in found if match]
    expect(done.pid not in pids, "W104", got={"pids": pids, "the caller's pid": done.pid})
    expect(len(set(pids)) == len(names), "W104", got={"pids": pids})
    there = [child.pid for child in done.lives]
    expect(set(pids) <= set(there), "W104", got={"pids": pids, "child processes that there were": there})
    expect(not made_up(stage.start("unborn", name="Ann")), "W104", got={"a child that made nothing": "and yet a text"})


def made_up(run: Run) -> bool:
    """Whether there is a text though every child that there was has ended before it could do anything.

    What else becomes of run_child then is the student's affair; and a pool makes new workers as long as they end.
    """
    left: set[int] = set()
    try:
        run.settle()
        while run.held and len(left) < PATIENCE:
            left.add(run.held[0].pid)
            run.release(run.held[0], "leave")
            run.settle()
        done = run.finish() if run.returned else None
    except AssertionError:
        return False
    if done is None or not left or {child.pid for child in done.lives} != left:
        return False
    return TEXT.fullmatch(str(done.part("texts", 0))) is not None


@check(points=2)
def test_nothing_is_left_of_a_child(stage: Stage) -> None:
    """A name may be longer than what a pipe holds: then a child that is joined before anybody reads cannot end."""
    done = stage.run("long_hello", start_method="spawn", size=100_000 + stage.random.randrange(100))

    done.by_children()
    done.nothing_left()


@check(points=3)
def test_the_caller_waits_and_never_two_are_alive(stage: Stage) -> None:
    run = stage.start("one_by_one", count=3)
    for number in range(3):
        run.settle()
        expect(not run.returned, "W105")
        expect(len(run.held) <= 1, "W108", got=[arrival.info for arrival in run.held])
        expect(run.held[0].pid != run.pid, "W104")
        expect(run.held[0].info == number, "W102", got=run.held[0].info, expected=number)
        expect(len(run.children) >= 1, "W104")
        run.release("task")
    run.finish().nothing_left()


def told(stage: Stage, endings: dict[str, int], start_method: str | None = None) -> Done:
    """Run a task for each ending, tell each only in its own process how to end, and check the exit codes."""
    run = stage.start("one_by_one", start_method=start_method, count=len(endings))
    run.settle()  # whoever does not wait has read the codes by now, while the first task is still held
    while run.held:
        run.release(run.held[0], [*endings][run.held[0].info])
        run.settle()
    done = run.finish()

    done.returned_once()
    codes = [*endings.values()]
    done.must(lambda seen: same(seen["codes"], codes), expected={"codes": codes})
    done.ended(*codes)
    return done


@check(points=2, visible=True)
def test_the_exit_codes_come_in_the_order_of_the_tasks(stage: Stage) -> None:
    first, last = stage.random.sample(range(2, 100), 2)
    told(stage, {f"exit {first}": first, "return": 0, f"_exit {last}": last})


@check(points=2)
def test_a_task_that_fails_does_not_stop_the_next(stage: Stage) -> None:
    rest = stage.random.sample([("killed", -9), ("return", 0)], 2)
    told(stage, {"raise": 1, **dict(rest)}, "forkserver").nothing_left()


@check(points=1)
def test_no_task_gives_no_code(stage: Stage) -> None:
    stage.run("one_by_one", count=0).must(lambda seen: same(seen["codes"], []), expected={"codes": []})
