"""Rewritten code that is kept for further programs."""

import textwrap

from grader.explore import Program, Source, explore
from grader.explore.prepare import keep, prepare


def source(name: str, text: str, *, confined: bool = False) -> Source:
    return Source(name=name, filename=f"{name}.py", text=textwrap.dedent(text), confined=confined)


SCENARIO = source(
    "scenario",
    """
    import threading
    seen = 0
    def ask(store):
        thread = threading.Thread(target=store)
        thread.start()
        found = seen
        thread.join()
        return found
    """,
)
IDLE = source("student", "def store(): pass")
BUSY = source("student", "import scenario\ndef store(): scenario.seen = 1")


def test_a_source_is_rewritten_once_for_programs_that_see_the_same_in_it() -> None:
    keep(SCENARIO)

    first, second = (prepare((SCENARIO, IDLE)) for _ in range(2))

    assert first.codes[0] is second.codes[0]


def test_what_a_stranger_wrote_is_rewritten_anew_with_other_names() -> None:
    confined = source("student", "def store(): return [].append", confined=True)

    first, second = (prepare((SCENARIO, confined)) for _ in range(2))

    assert first.prefix != second.prefix
    assert first.codes[0] is second.codes[0]
    assert first.codes[1] is not second.codes[1]


def test_a_kept_source_into_which_another_one_stores_is_seen_to_change() -> None:
    keep(SCENARIO)

    values = []
    for student in (IDLE, BUSY, IDLE):
        program = Program(
            sources=(SCENARIO, student), call=lambda modules: modules["scenario"].ask(modules["student"].store)
        )
        values.append(sorted(outcome.value for outcome in explore(program).outcomes))  # type: ignore[type-var]

    assert values == [[0], [0, 1], [0]]


def test_a_kept_source_that_is_no_python_says_so_in_every_program() -> None:
    broken = source("broken", "def f(:")
    keep(broken)

    assert {type(prepare((broken,)).codes[0]) for _ in range(2)} == {SyntaxError}
