"""What must be true of a pool of four workers."""

from grader.testing import Run, Stage, check, expect, same

WORKERS = 4


def busy(run: Run) -> set[int]:
    """Return the processes that hold a number right now."""
    return {arrival.pid for arrival in run.held}


@check(points=1, visible=True)
def test_square_of_one_number(stage: Stage) -> None:
    n = stage.random.randrange(3, 1000)  # twice 2 is its square, too
    done = stage.run("one", numbers=[n, 0, -1])

    wanted = [{"returned": n * n}, {"returned": 0}, {"raised": "ValueError"}]
    done.must(lambda seen: same(seen["squares"], wanted), expected={"squares": wanted})


@check(points=2, visible=True)
def test_every_number_gets_its_square(stage: Stage) -> None:
    n = stage.random.randrange(3, 100)
    lists = [[n] * 20, [n], []]  # the order is the affair of a check of its own, where it does not hang on luck
    done = stage.run("all_of", lists=lists)

    for place, numbers in enumerate(lists):
        seen, wanted = done.part(place), [n * n for n in numbers]
        expect(same(seen, wanted), "W101", got=seen, expected=wanted)


@check(points=3)
def test_four_workers_are_at_work_and_the_caller_is_not(stage: Stage) -> None:
    run = stage.start("held", numbers=list(range(1, 17)))
    run.settle()
    expect(not run.returned, "W104")
    expect(run.pid not in busy(run), "W104", got={"squaring": "the caller"})
    expect(len(busy(run)) == WORKERS, "W103", got={"workers": len(busy(run))}, expected={"workers": WORKERS})
    run.finish()


@check(points=2)
def test_the_order_does_not_depend_on_who_is_faster(stage: Stage) -> None:
    numbers = [2, 4, 1, 3]  # neither up nor down: the right order is not that of the squares
    run = stage.start("held", numbers=numbers)
    run.settle()
    while run.held:  # the last one first
        run.release(run.held[-1])
        run.settle()
    done = run.finish()

    wanted = [n * n for n in numbers]
    done.must(lambda seen: same(seen, wanted), wrong="W102", expected=wanted)


@check(points=2)
def test_the_error_of_one_number_reaches_the_caller(stage: Stage) -> None:
    numbers = [stage.random.randrange(10) for _ in range(5)]
    numbers[stage.random.randrange(5)] = -3
    done = stage.run("failing", start_method="forkserver", numbers=numbers)

    raised = {"raised": "ValueError"}
    done.must(lambda seen: same(seen, raised), wrong="W109", expected=raised)


@check(points=2)
def test_no_worker_is_left(stage: Stage) -> None:
    for start_method, numbers in (("spawn", [1, 2, 3, 4, 5]), ("fork", [1, -1, 2])):
        done = stage.run("failing", start_method=start_method, numbers=numbers)
        done.by_children()
        done.nothing_left(thread="L304", child="L304", zombie="L303")
    expect(
        not outlived(stage.start("all_of", lists=[[1, 2, 3]])), "L304", got={"children": "still there at the return"}
    )


def outlived(run: Run) -> bool:
    """Whether the caller is back while a worker is still there that would end by itself, were it not held just then.

    A pool may also kill its workers, held or not, and wait for them.
    """
    run.hold_exits()
    run.settle()
    while run.held and not run.returned:
        run.release(run.held[0])
        run.settle()
    return run.returned and bool(busy(run) & {*run.children})
