"""What must be true of an account, in whatever order the threads run."""

from grader.testing import Stage, check


@check(points=1)
def test_e6_total(stage: Stage) -> None:
    stage.explore("total").must(lambda seen: seen == 4)


@check(points=1)
def test_e6_single(stage: Stage) -> None:
    stage.explore("single").must(lambda seen: seen == 3)
