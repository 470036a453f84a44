"""What must be true of a task that runs in isolation, whatever it does."""

import signal
from typing import Any

from grader.testing import Done, Stage, check, expect, same


def told(stage: Stage, task: str, saying: Any) -> Done:
    """Run a task that is told something in its own process, and check that nothing is left of it."""
    run = stage.start("isolated", task=task)
    run.open("task", saying)
    return run.finish()


def gives(stage: Stage, task: str, saying: Any, outcome: list[Any]) -> None:
    """Check that a task gives its outcome, and that nothing is left of it."""
    done = told(stage, task, saying)
    done.must(lambda seen: same(seen["outcome"], outcome), expected=tuple(outcome))
    if outcome[0] == "died":
        done.ended(outcome[1])
    done.nothing_left()


@check(points=2, visible=True)
def test_what_a_task_returns_arrives(stage: Stage) -> None:
    answer = {"text": "hello 你好", "numbers": [stage.random.randrange(1000), 2.5, None, True]}
    gives(stage, "answer", answer, ["returned", answer])
    gives(stage, "quiet", None, ["returned", None])
    gives(stage, "looks_like_death", 0, ["returned", ["died", 0]])


@check(points=2)
def test_the_task_runs_in_another_process_while_the_caller_waits(stage: Stage) -> None:
    run = stage.start("isolated", task="answer")
    run.settle()
    expect(not run.returned, "W105")
    expect(run.held[0].pid != run.pid, "W104")
    run.open("task", "let go")
    done = run.finish()

    done.must(lambda seen: same(seen["outcome"], ["returned", "let go"]), expected=("returned", "let go"))
    done.returned_once()
    done.nothing_left()


@check(points=2, visible=True)
def test_an_exception_is_told_by_type_and_message(stage: Stage) -> None:
    number = stage.random.randrange(1000)
    silent = [["raised", "KeyError: "], ["raised", "KeyError:"], ["raised", "KeyError"]]
    tasks = {
        "fail": [["raised", f"ValueError: {number} is not even"]],
        "fail_oddly": [["raised", f"OddError: salt and {number} is not even"]],
        "fail_silently": silent,
    }
    for task, accepted in tasks.items():
        done = told(stage, task, f"{number} is not even")
        done.must(lambda seen: any(same(seen["outcome"], one) for one in accepted), expected=tuple(accepted[0]))


@check(points=3)
def test_an_exit_is_told_by_its_code(stage: Stage) -> None:
    first, second = stage.random.sample(range(2, 100), 2)
    gives(stage, "leave", first, ["died", first])
    gives(stage, "leave_at_once", second, ["died", second])
    gives(stage, "leave", None, ["died", 0])


@check(points=2)
def test_a_crash_is_told_by_its_signal(stage: Stage) -> None:
    other = stage.random.choice([signal.SIGKILL, signal.SIGABRT, signal.SIGTERM])
    for number in (int(signal.SIGSEGV), int(other)):
        gives(stage, "crash", number, ["died", -number])


@check(points=2)
def test_a_huge_or_strange_answer_does_no_harm(stage: Stage) -> None:
    size = 10_000_000 - stage.random.randrange(1000)
    gives(stage, "big", size, ["returned", size])
    done = told(stage, "strange", None)
    kind, outcome = done.part("outcome", 0), done.part("outcome")
    expect(kind in ("raised", "died"), "W101", got=outcome, expected="('raised', ...) or ('died', ...)")
    done.nothing_left()


@check(points=1)
def test_the_variables_of_the_caller_stay_as_they_are(stage: Stage) -> None:
    word = f"done {stage.random.randrange(1000)}"
    run = stage.start("meddled")
    run.open("task", word)

    untouched = {"outcome": ["returned", word], "count": 1, "same": True, "environ": None}
    run.finish().must(lambda seen: same(seen, untouched), expected=untouched)
