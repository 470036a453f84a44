"""What must be true of a counter that several processes share, whatever their timing."""

from grader.testing import Run, Stage, check, expect, same

FAILED = 1  # the exit code of a child that an exception has ended
HELPERS = 12  # a child has about six places where it may change something; so many can be met by another one's work

PATIENCE = 6  # children that may end before their work and be replaced


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
    both = {"one call after the other": [3, 3]}
    stage.run("twice", procs=1, loops=3).must(lambda seen: same(seen, both), expected=both)
    expect(not made_up(begun(stage, 2, 3), 6), "W104", got={"count": 6, "additions made by children": 0})


def made_up(run: Run, whole: int) -> bool:
    """Whether the whole count comes back though every child ends before it has added anything.

    What else becomes of the count then is the student's affair; and a pool makes new workers as long as they end.
    """
    try:
        for _ in range(PATIENCE):
            if run.held:
                run.release(run.held[0], "leave")
                run.settle()
        return run.returned and same(run.finish().value, whole)
    except AssertionError:
        return False


@check(points=4)
def test_no_addition_is_lost(stage: Stage) -> None:
    """One child stops in front of every change; there another one does all its work, unless it has to wait for the first."""
    counted(one_among_others(begun(stage, HELPERS + 1, 1)), HELPERS + 1)
    counted(in_step(begun(stage, 2, 1)), 2)


def counted(run: Run, additions: int) -> None:
    """Check that nothing is lost of so many additions."""
    done = run.finish()
    done.must(lambda seen: type(seen) is int and seen > 0, expected=additions)
    done.must(lambda seen: same(seen, additions), wrong="R101", expected=additions)


def one_among_others(run: Run) -> Run:
    """Have one child stop in front of each change while another one does all its work."""
    first, helpers = run.held[0], [0]
    run.release(first, "slow")
    run.settle()
    while stopped := next((arrival for arrival in run.held if arrival.pid == first.pid), None):
        waiting = next((arrival for arrival in run.held if arrival.pid != first.pid), None)
        if waiting and not at_work(run, helpers):
            helpers.append(waiting.pid)
            run.release(waiting)
            run.settle()
        run.release(stopped)
        run.settle()
    return run


def at_work(run: Run, helpers: list[int]) -> bool:
    """Whether the last helper is in the middle of its turn: then it waits for somebody.

    Who lives and stands at no gate need not be: the worker of a pool goes on living when its turn is over.
    """
    last, standing = helpers[-1], {arrival.pid for arrival in run.held}
    over = sum(note.pid == last for note in run.notes)
    return last in run.children and last not in standing and over < helpers.count(last)


def in_step(run: Run) -> Run:
    """Have two children stop in front of each change, and go on by turns: both are past a question before either acts."""
    last = None
    while run.held:
        one = next((arrival for arrival in run.held if arrival.pid != last), run.held[0])
        last = one.pid
        run.release(one, "slow")
        run.settle()
    return run


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
