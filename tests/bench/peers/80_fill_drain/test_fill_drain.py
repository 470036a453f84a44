"""What must be true of fill and drain."""

from grader.testing import Stage, check


@check(points=1)
def test_e8_full(stage: Stage) -> None:
    stage.explore("full").must(lambda seen: seen == [3, 3])


@check(points=1)
def test_e8_empty(stage: Stage) -> None:
    stage.explore("empty").must(lambda seen: seen == [["x", "y"], []])
