"""What must be true of fork_pair."""

from grader.testing import Stage, check


@check(points=1)
def test_e1_values(stage: Stage) -> None:
    done = stage.run("pair")
    done.must(lambda seen: seen[1] == 0 and seen[0] == seen[2] > 0 and seen[0] != done.pid)


@check(points=1)
def test_e1_reaped(stage: Stage) -> None:
    done = stage.run("pair")
    done.by_children()
    done.nothing_left()
