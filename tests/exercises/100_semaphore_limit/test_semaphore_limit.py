"""What must be true of jobs of which only so many may be at work."""

from grader.testing import Stage, check, same


@check(points=1, visible=True)
def test_every_job_is_called_once(stage: Stage) -> None:
    """No jobs, fewer than the limit, and more."""
    for count, limit in ((0, 2), (1, 3), (3, 2)):
        once = [1] * count
        table = stage.explore("called", count=count, limit=limit)
        table.must(lambda seen: same(seen, once), left=True, expected=once)


@check(points=3)
def test_never_more_than_the_limit(stage: Stage) -> None:
    """Also when somebody has left, and when a job takes longer than anybody waits.

    A student who waits by looking again and again may look more often than the explorer allows.
    """
    for count, limit in ((3, 1), (3, 2)):
        seated = ["seated"] * count
        table = stage.explore("places", count=count, limit=limit, pause=0)
        table.must(lambda seen: "too many" not in seen, wrong="W108", race="W108", left=True, expected=seated)
        table.must(lambda seen: len(seen) > 0, left=True, expected=seated)
    slow = stage.explore("places", count=2, limit=1, pause=20)
    slow.returned(lambda seen: "too many" not in seen, code="W108", expected=["seated", "seated"])


@check(points=2, visible=True)
def test_as_many_as_the_limit_can_be_at_work(stage: Stage) -> None:
    """They meet in the job: none goes on before all are there."""
    for limit in (2, 3):
        table = stage.explore("meeting", limit=limit)
        table.must(lambda seen: same(seen, limit), stuck="W103", left=True, expected=limit)


@check(points=3)
def test_a_job_that_raises_disturbs_nobody(stage: Stage) -> None:
    """Also the last permit comes back; and a thread may well die of the exception."""
    for limit, fails in ((1, [True, False]), (2, [True, True, False]), (2, [False, True])):
        others = [number for number, fail in enumerate(fails) if not fail]
        table = stage.explore("failing", limit=limit, fails=fails)
        table.must(lambda seen: same(seen, others), left=True, uncaught=True, expected=others)


@check(points=2)
def test_all_have_ended_at_the_return(stage: Stage) -> None:
    """A wait that gives up after some time is no wait.

    A student who waits by looking again and again may look more often than the explorer allows while a job is slow:
    only an execution that came to its end speaks against anybody.
    """
    both = [True, True]
    table = stage.explore("ended", count=2, limit=2, pause=0)
    table.must(lambda seen: same(seen, both), wrong="W105", race="W105", expected=both)
    slow = stage.explore("ended", count=2, limit=2, pause=20)
    slow.returned(lambda seen: same(seen, both), code="W105", expected=both)
