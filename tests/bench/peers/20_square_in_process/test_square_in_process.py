"""What must be true of square_in_process."""

from grader.testing import Stage, check


@check(points=1)
def test_e2_result(stage: Stage) -> None:
    done = stage.run("square", number=7)
    done.must(lambda seen: seen[0] == 49 and seen[1] != done.pid)


@check(points=1)
def test_e2_exitcode(stage: Stage) -> None:
    stage.run("square", number=3).must(lambda seen: seen[2] == 0)
