"""What must be true of named_thread, in whatever order its threads run."""

from grader.testing import Stage, check


@check(points=1)
def test_e5_name(stage: Stage) -> None:
    stage.explore("named", name="worker-42").must(lambda seen: seen[0] == "worker-42", left=True)


@check(points=1)
def test_e5_joined(stage: Stage) -> None:
    stage.explore("named", name="worker-42").must(lambda seen: seen[1] is False)
