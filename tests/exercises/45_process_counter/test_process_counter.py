"""What must be true of a counter that several processes share, whatever their timing."""

from grader.testing import Run, Stage, check, expect, same

FAILED = 1  # the exit code of a child that an exception has ended
HELPERS = 12  # a child has about six places where it may change something; so many can be met by another one's work


def begun(stage: Stage, procs: int, loops: int) -> Run:
    """Return a run whose children all wait for their turn."""
    run = stage.start("followed", procs=procs, loops=loops)
    run.settle()
    if not run.held:  # nobody came to a gate, so it is over
        run.finish().by_children()
    expect(bool(run.held), "W104", got={"children that run a function of this file": 0})
    expect(not run.returned, "W105")
    expect(run.pid not in {arrival.pid for arrival in run.held}, "W104")
    return run


@check(points=2, visible=True)
def test_the_count_is_right(stage: Stage) -> None:
    """One child after the other, so that nothing can be lost: that is another check's question."""
    for procs, loops in ((1, stage.random.randrange(2, 6)), (3, 2), (2, 0)):
        run = begun(stage, procs, loops)
        while run.held:
            run.release(run.held[0])
            run.settle()
        run.finish().must(lambda seen: same(seen, procs * loops), expected=procs * loops)


@check(points=4)
def test_no_addition_is_lost(stage: Stage) -> None:
    """One child stops in front of every change; there another one does all its work, unless it has to wait for the first."""
    run = begun(stage, HELPERS + 1, 1)
    run.release("turn", "slow")
    run.settle()
    met, helper = 0, None
    while slow := next((arrival for arrival in run.held if arrival.gate == "step"), None):
        waiting = [arrival for arrival in run.held if arrival.gate == "turn"]
        if waiting and not (helper in run.children and helper not in {arrival.pid for arrival in run.held}):
            helper, met = waiting[0].pid, met + 1
            run.release(waiting[0])
            run.settle()
        run.release(slow)
        run.settle()
    done = run.finish()

    done.must(lambda seen: type(seen) is int and seen > 0, expected=HELPERS + 1)
    done.must(lambda seen: same(seen, HELPERS + 1), wrong="R101", expected=HELPERS + 1)


@check(points=2, visible=True)
def test_the_children_are_at_work_at_once(stage: Stage) -> None:
    run = begun(stage, 3, 1)
    expect(
        len({arrival.pid for arrival in run.held}) == 3,
        "W103",
        got={"children at work": len(run.held)},
        expected={"children at work": 3},
    )
    run.finish()


@check(points=2)
def test_the_count_is_read_when_all_have_ended(stage: Stage) -> None:
    """The last child is held until all the others have ended."""
    run = begun(stage, 2, 3)
    while not run.returned and len(run.held) > 0:
        run.release(run.held[0])
        run.settle()
        expect(not (run.returned and run.held), "W105")
    run.finish().must(lambda seen: same(seen, 6), expected=6)


@check(points=2)
def test_nothing_is_left(stage: Stage) -> None:
    for start_method in ("spawn", "forkserver"):
        done = stage.run("counted", start_method=start_method, procs=2, loops=1)
        done.by_children()
        done.nothing_left()
        codes = [child.code for child in done.children]
        expect(FAILED not in codes, "W101", got={"exit codes of child processes": codes})
