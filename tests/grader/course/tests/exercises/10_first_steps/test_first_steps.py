from grader.testing import Stage, check, expect, same


@check(points=2, visible=True)
def test_the_codes(stage: Stage) -> None:
    stage.run("both").must(lambda seen: same(seen, [0, 3]), expected=[0, 3])


@check(points=3)
def test_one_after_the_other(stage: Stage) -> None:
    run = stage.start("both")
    run.settle()
    expect(not run.returned, "W105")
    expect([arrival.info for arrival in run.held] == [1], "W108", got=[arrival.info for arrival in run.held])
    run.release("task")
    run.settle()
    expect([arrival.info for arrival in run.held] == [2], "W108", got=[arrival.info for arrival in run.held])
    done = run.finish()
    done.returned_once()
    done.nothing_left()
