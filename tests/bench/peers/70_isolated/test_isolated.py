"""What must be true of isolated, in whatever order the threads run."""

from grader.testing import Stage, check


@check(points=1)
def test_e7_values(stage: Stage) -> None:
    stage.explore("values", given=[1, 2]).must(lambda seen: seen[0] == [1, 2])


@check(points=1)
def test_e7_main(stage: Stage) -> None:
    stage.explore("values", given=[1, 2]).must(lambda seen: seen[1] is False)
