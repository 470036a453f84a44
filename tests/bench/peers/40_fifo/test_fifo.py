"""What must be true of fifo."""

from grader.testing import Stage, check


@check(points=1)
def test_e4_order(stage: Stage) -> None:
    stage.run("order", items=list(range(20))).must(lambda seen: seen[0] == list(range(20)), wrong="W102")


@check(points=1)
def test_e4_terminated(stage: Stage) -> None:
    stage.run("order", items=["a", "b"]).must(lambda seen: seen[1] == -15)
