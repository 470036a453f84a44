"""What must be true of `guarded`, whoever calls it and whatever the task does."""

from grader.testing import Stage, check, same

FREED = ["the same", "after it"]


@check(points=2, visible=True)
def test_the_value_comes_back(stage: Stage) -> None:
    for value in (stage.random.randrange(10, 100), [1, "two"], 0, False):
        stage.explore("value_of", value=value).must(lambda seen: same(seen, value), left=True, expected=value)


@check(points=3)
def test_never_two_tasks_at_once(stage: Stage) -> None:
    """A task may take very long: whoever wants the lock has to wait for it all the same."""
    for count, pause in ((2, 0), (3, 0), (2, 30)):
        alone = ["alone"] * count
        table = stage.explore("at_once", count=count, pause=pause)
        table.must(lambda seen: "together" not in seen, wrong="W108", race="W108", left=True, expected=alone)
        table.must(lambda seen: same(seen, alone), left=True, expected=alone)


@check(points=2, visible=True)
def test_the_exception_reaches_the_caller(stage: Stage) -> None:
    for halt in (False, True):
        table = stage.explore("raised", halt=halt)
        table.must(
            lambda seen: same(seen["raised"], "the same"), wrong="W109", left=True, expected={"raised": "the same"}
        )
        table.must(lambda seen: same(seen["calls"], 1), left=True, expected={"calls": 1})


@check(points=3)
def test_the_lock_is_free_after_an_exception(stage: Stage) -> None:
    """For the same thread, for another one, and also after what is no Exception."""
    for halt in (False, True):
        table = stage.explore("free_for_the_same_thread", halt=halt)
        table.must(lambda seen: same(seen[0], "the same"), wrong="W109", left=True, expected=FREED)
        table.must(lambda seen: same(seen, FREED), left=True, expected=FREED)
    both = {"failed": "the same", "worked": "done"}
    stage.explore("free_for_others").must(lambda seen: same(seen, both), left=True, expected=both)
