"""What must be true of pool_apply."""

from grader.testing import Stage, check, expect


@check(points=1)
def test_e3_results(stage: Stage) -> None:
    done = stage.run("squares", numbers=[0, 1, 2, 3])
    done.must(lambda seen: [one for one, _ in seen] == [0, 1, 4, 9] and done.pid not in {pid for _, pid in seen})


@check(points=1)
def test_e3_parallel(stage: Stage) -> None:
    run = stage.start("held", numbers=list(range(8)))
    run.settle()
    expect(len({arrival.pid for arrival in run.held}) == 4, "W103")
    run.finish()
