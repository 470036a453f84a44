from typing import Any

from grader.explore import Program, Source, explore


def only(table: Any) -> Any:
    (outcome,) = table.outcomes
    return outcome


def test_an_exception_says_what_where_and_in_which_thread(explored: Any) -> None:
    error = only(explored("def main():\n    return 1 / 0")).error

    assert (error.type, error.message, error.thread, error.file, error.line, error.missing) == (
        "ZeroDivisionError", "division by zero", "MainThread", "student.py", 2, None,
    )  # fmt: skip


def test_an_exception_while_importing_is_raised_too(explored: Any) -> None:
    outcome = only(explored("import sys\nsys.exit(3)"))

    assert (outcome.kind, outcome.error.type, outcome.error.message, outcome.error.line) == (
        "raised",
        "SystemExit",
        "3",
        2,
    )


def test_a_source_that_does_not_parse_is_raised_too(explored: Any) -> None:
    outcome = only(explored("x = 1\ndef main(:\n"))

    assert (outcome.kind, outcome.error.type, outcome.error.line) == ("raised", "SyntaxError", 2)


def test_a_missing_function_is_named(explored: Any) -> None:
    assert only(explored("def other(): pass")).error.missing == "main"


def test_exceptions_of_threads_are_kept_apart_and_their_exits_are_silent(explored: Any) -> None:
    outcome = only(
        explored(
            """
            import sys, threading
            def fail(): raise KeyError("k")
            def main():
                for target in (fail, sys.exit):
                    t = threading.Thread(target=target, name=target.__name__)
                    t.start()
                    t.join()
                return 1
            """
        )
    )

    assert (outcome.kind, outcome.value) == ("returned", 1)
    assert [(one.type, one.message, one.thread, one.line) for one in outcome.uncaught] == [
        ("KeyError", "'k'", "fail", 3)
    ]


def test_a_worker_pool_that_nobody_shuts_down_is_left_and_no_deadlock(explored: Any) -> None:
    outcome = only(
        explored(
            """
            from concurrent.futures import ThreadPoolExecutor
            pool = ThreadPoolExecutor(1, thread_name_prefix="w")
            def main(): return pool.submit(int).result()
            """
        )
    )

    assert (outcome.kind, outcome.left) == ("returned", ("w_0",))


def test_functions_are_decorated_where_they_are_defined_however_they_are_referred_to() -> None:
    watcher = "seen = []\ndef watched(f):\n    def g(n):\n        seen.append(n)\n        return f(n)\n    return g\n"
    texts = [
        "def work(n): return n\nalias = work\ndef main(): return alias(1) + work(2)",
        "work = lambda n: n\ndef main(): return work(1) + work(2)",
        "if True:\n    def work(n): return n\ndef main(): return work(1) + work(2)",
    ]

    for text in texts:
        student = Source(name="student", filename="student.py", text=text, decorate={"work": "watcher:watched"})
        sources = (Source(name="watcher", filename="watcher.py", text=watcher, shown=False), student)
        program = Program(sources=sources, call=lambda m: [m["student"].main(), list(m["watcher"].seen)])

        assert only(explore(program)).value == [3, [1, 2]]


def test_what_a_thread_does_while_it_is_thrown_out_is_no_observation(explored: Any) -> None:
    """Leaving `with condition:` out of a wait that never ended fails, and `finally: return` hides the end."""
    main = "import threading\nc = threading.Condition()\ndef main():\n    with c: c.wait()\n"
    thread = main + "def main_2():\n    t = threading.Thread(target=main)\n    t.start()\n    t.join()\n"
    hidden = main.replace("with c: c.wait()", "c.acquire()\n    try: c.wait()\n    finally: return 5\n")

    for text in (main, thread.replace("main()", "wait()").replace("=main", "=wait").replace("main_2", "main"), hidden):
        outcome = only(explored(text))

        assert (outcome.kind, outcome.error, outcome.uncaught, outcome.value) == ("deadlock", None, (), None)
