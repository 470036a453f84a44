"""What must be true of a task that runs in isolation, whatever it does."""

from grader.testing import Stage, check, expect, same


def gives(stage: Stage, wanted: dict[str, list[object]]) -> None:
    """Check that each task of `wanted` gives its outcome, and that nothing is left of it."""
    for task, outcome in wanted.items():
        done = stage.run("isolated", tasks=[task])
        done.must(lambda seen: same(seen["outcomes"], [outcome]), expected=tuple(outcome))
        done.nothing_left()


@check(points=2, visible=True)
def test_what_a_task_returns_arrives(stage: Stage) -> None:
    answer = {"text": "hello 你好", "numbers": [1, 2.5, None, True]}
    gives(
        stage,
        {"greet": ["returned", answer], "quiet": ["returned", None], "looks_like_death": ["returned", ["died", 0]]},
    )


@check(points=2)
def test_the_task_runs_in_another_process_while_the_caller_waits(stage: Stage) -> None:
    run = stage.start("isolated", tasks=["wait_at_gate"])
    run.settle()
    expect(not run.returned, "W105")
    expect(run.held[0].pid != run.pid, "W104")
    done = run.finish()

    done.must(lambda seen: same(seen["outcomes"], [["returned", "let go"]]), expected=("returned", "let go"))
    done.returned_once()
    done.nothing_left()


@check(points=2, visible=True)
def test_an_exception_is_told_by_type_and_message(stage: Stage) -> None:
    done = stage.run("isolated", tasks=["fail", "fail_oddly", "fail_silently"])

    told = ["raised", "ValueError: seven is not even"], ["raised", "OddError: salt and sugar"]
    seen = [done.part("outcomes", place) for place in range(3)]
    expect(same(seen[0], told[0]), "W101", got=seen[0], expected=told[0])
    expect(same(seen[1], told[1]), "W101", got=seen[1], expected=told[1])
    silent = [["raised", "KeyError: "], ["raised", "KeyError:"], ["raised", "KeyError"]]
    expect(any(same(seen[2], one) for one in silent), "W101", got=seen[2], expected=silent[0])


@check(points=3)
def test_an_exit_is_told_by_its_code(stage: Stage) -> None:
    gives(stage, {"leave": ["died", 3], "leave_at_once": ["died", 7], "leave_well": ["died", 0]})


@check(points=2)
def test_a_crash_is_told_by_its_signal(stage: Stage) -> None:
    gives(stage, {"crash": ["died", -11], "be_killed": ["died", -9]})


@check(points=2)
def test_a_huge_or_strange_answer_does_no_harm(stage: Stage) -> None:
    gives(stage, {"big": ["returned", 10_000_000]})
    done = stage.run("isolated", tasks=["strange"])
    told = done.part("outcomes", 0)
    expect(
        done.part("outcomes", 0, 0) in ("raised", "died"), "W101", got=told, expected="('raised', ...) or ('died', ...)"
    )
    done.nothing_left()


@check(points=1)
def test_the_variables_of_the_caller_stay_as_they_are(stage: Stage) -> None:
    untouched = {"outcome": ["returned", "done"], "count": 1, "same": True, "environ": None}
    stage.run("meddled").must(lambda seen: same(seen, untouched), expected=untouched)
