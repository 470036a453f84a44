from grader.testing import Stage, check, same


@check(points=4, visible=True)
def test_the_count(stage: Stage) -> None:
    stage.explore("counted").must(lambda seen: same(seen["count"], 2), race="R101", expected={"count": 2})
