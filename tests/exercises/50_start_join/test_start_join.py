"""What must be true of `run_all` and `names_seen` under every interleaving of their threads."""

from grader.testing import Stage, check, expect, same

MANY = 40  # more than a pool has threads unless it is told to
NAMES = ["Anna", "Ben Li", "小红", "Dora", "Emil-2", "老王"]
IN_THREADS = [["thread"], ["thread"]]
ENDED = [True, True]


@check(points=2, visible=True)
def test_results_come_in_the_order_of_the_jobs(stage: Stage) -> None:
    """The larger answer comes first, so that sorting is no way out; a second call has results of its own."""
    answers = sorted(stage.random.sample(range(10, 100), 2), reverse=True)
    stage.explore("results_of", answers=answers).must(lambda seen: same(seen, answers), left=True, expected=answers)
    again = stage.explore("results_again", answers=answers, others=[1])
    again.must(lambda seen: same(seen, [answers, [1]]), left=True, expected=[answers, [1]])
    twice = (["first", "second"], ["second", "first"])
    stage.explore("same_job_twice").must(lambda seen: any(same(seen, one) for one in twice), left=True)


@check(points=3)
def test_each_job_has_a_thread_and_all_work_at_once(stage: Stage) -> None:
    """Which thread runs a job, and whether an idle one is used again, is free; only the caller runs none."""
    places = stage.explore("places", count=2)
    places.must(lambda seen: "caller" not in repr(seen), wrong="W104", race="W104", left=True, expected=IN_THREADS)
    places.must(lambda seen: same(seen, IN_THREADS), left=True, expected=IN_THREADS)
    stage.explore("together", count=2).must(lambda seen: same(seen, 2), stuck="W103", left=True)


@check(points=2)
def test_the_caller_waits_for_the_last_job(stage: Stage) -> None:
    """Threads that are still there afterwards count, too; so does a wait that gives up after some time.

    A student who waits by looking again and again may look more often in twenty seconds than the explorer
    allows: that is no fault, so only an execution that came to its end speaks against anybody.
    """
    table = stage.explore("ends_seen", count=2)
    table.must(lambda seen: same(seen, ENDED), wrong="W105", race="W105", expected=ENDED)
    slow = stage.explore("slow_job_ended")
    slow.returned(lambda seen: seen is True, code="W105", expected=True)


@check(points=1)
def test_no_jobs_and_empty_results_are_fine(stage: Stage) -> None:
    """None is a result like any other, and so are 0 and "", which count as false in an `if`."""
    for answers in ([], [None], [0, ""]):
        table = stage.explore("results_of", answers=answers)
        table.must(lambda seen: same(seen, answers), left=True, expected=answers)


@check(points=2)
def test_forty_jobs_can_be_at_work_at_once(stage: Stage) -> None:
    """More than a pool of the usual size can run, on the real operating system; it is the kernel that is asked."""
    run = stage.start("held_at_a_gate", count=MANY)
    run.settle(stuck="W103")
    here = {arrival.info for arrival in run.held if arrival.pid == run.pid and type(arrival.info) is int}
    threads = run.processes[run.pid].threads
    expect(here == {*range(MANY)} and threads >= MANY, "W103", got={"at work": len(here)}, expected={"at work": MANY})
    run.finish(stuck="W103").must(lambda seen: same(seen, MANY))


@check(points=2, visible=True)
def test_each_thread_carries_its_name(stage: Stage) -> None:
    """A name that only the result knows was never carried by a thread; the same name may come twice."""
    first, second = stage.random.sample(NAMES, 2)
    for names in ([], [first, second], [first, first]):
        table = stage.explore("names_of", names=names)
        table.must(lambda seen: same(seen, names), left=True, expected=names)
    table = stage.explore("names_carried", names=[first, second])
    for name in (first, second):
        table.some(lambda seen: isinstance(seen, dict) and same(seen.get(name), True), code="W104")
