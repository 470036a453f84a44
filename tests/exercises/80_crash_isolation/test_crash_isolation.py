"""What must be true of a task that runs in isolation, whatever it does."""

import signal
from typing import Any

from grader.testing import Done, Stage, check, expect, same


def told(stage: Stage, tasks: dict[str, Any], start_method: str | None = None) -> Done:
    """Run tasks one after the other; each is told something in its own process.

    What a task returns need not be fit for pickling, so who waits for it for ever just waits: D202.
    """
    run = stage.start("isolated", start_method=start_method, tasks=[*tasks])
    for task, saying in tasks.items():
        run.open(task, saying)
    return run.finish(stuck="D202")


def give(done: Done, *outcomes: list[Any]) -> None:
    """Check that the tasks have given their outcomes, and that nothing is left of them."""
    for place, outcome in enumerate(outcomes):
        seen = done.part("outcomes", place)
        expect(same(seen, outcome), "W101", got=seen, expected=tuple(outcome))
    done.returned_once()
    done.ended(*(code for kind, code in outcomes if kind == "died"))
    done.nothing_left()


@check(points=2, visible=True)
def test_what_a_task_returns_arrives(stage: Stage) -> None:
    answer = {"text": "hello 你好", "numbers": [stage.random.randrange(1000), 2.5, None, True]}
    done = told(stage, {"answer": answer, "quiet": None, "looks_like_death": 0})
    give(done, ["returned", answer], ["returned", None], ["returned", ["died", 0]])


@check(points=2)
def test_the_task_runs_in_another_process_while_the_caller_waits(stage: Stage) -> None:
    run = stage.start("isolated", start_method="spawn", tasks=["answer"])
    run.settle()
    expect(not run.returned, "W105")
    expect(run.held[0].pid != run.pid, "W104")
    run.open("answer", "let go")
    give(run.finish(), ["returned", "let go"])


@check(points=2, visible=True)
def test_an_exception_is_told_by_type_and_message(stage: Stage) -> None:
    number = stage.random.randrange(1000)
    accepted = {
        "fail": [["raised", f"ValueError: {number} is not even"]],
        "fail_oddly": [["raised", f"OddError: salt and {number} is not even"]],
        "fail_silently": [["raised", "KeyError: "], ["raised", "KeyError:"], ["raised", "KeyError"]],
    }
    done = told(stage, dict.fromkeys(accepted, f"{number} is not even"))
    for place, outcomes in enumerate(accepted.values()):
        seen = done.part("outcomes", place)
        expect(any(same(seen, one) for one in outcomes), "W101", got=seen, expected=tuple(outcomes[0]))


@check(points=3)
def test_an_exit_is_told_by_its_code(stage: Stage) -> None:
    first, second = stage.random.sample(range(2, 100), 2)
    done = told(stage, {"leave": first, "leave_at_once": second, "leave_without_a_code": None})
    give(done, ["died", first], ["died", second], ["died", 0])


@check(points=2)
def test_a_crash_is_told_by_its_signal(stage: Stage) -> None:
    other = int(stage.random.choice([signal.SIGKILL, signal.SIGABRT, signal.SIGTERM]))
    done = told(stage, {"crash": int(signal.SIGSEGV), "crash_otherwise": other}, "forkserver")
    give(done, ["died", -signal.SIGSEGV], ["died", -other])


@check(points=2)
def test_a_huge_or_strange_answer_does_no_harm(stage: Stage) -> None:
    size = 10_000_000 - stage.random.randrange(1000)
    done = told(stage, {"big": size, "strange": None})
    give(done, ["returned", size])
    kind, outcome = done.part("outcomes", 1, 0), done.part("outcomes", 1)
    expect(kind in ("raised", "died"), "W101", got=outcome, expected="('raised', ...) or ('died', ...)")


@check(points=1)
def test_the_variables_of_the_caller_stay_as_they_are(stage: Stage) -> None:
    word = f"done {stage.random.randrange(1000)}"
    run = stage.start("meddled")
    run.open("meddle", word)

    untouched = {"outcome": ["returned", word], "count": 1, "same": True, "environ": None}
    run.finish().must(lambda seen: same(seen, untouched), expected=untouched)
