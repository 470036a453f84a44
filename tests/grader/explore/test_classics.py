"""The classic small programs of the literature on testing concurrency: with their bug, and without."""

from pathlib import Path

import pytest

from grader.explore import Budget, explore
from grader.explore.dpor import Dpor
from tests.grader.explore.programs import CLASSICS, Visited, exhaustive, program_of

BUGS = sorted(CLASSICS.glob("*.bug.py"))
RIGHT = sorted(CLASSICS.glob("*.ok.py"))
MOST = 1000  # executions of exhaustive search; tests/bench/explorer.py counts the larger ones
COUNTED = [
    path for path in (*BUGS, *RIGHT)
    if path.stem not in {"bounded_buffer.bug", "bounded_buffer.ok", "reorder_3.bug", "lost_update_4.bug"}
    and path.stem.split(".")[0] not in {"philosophers_3", "readers_writers", "work_stealing", "peterson"}
]  # fmt: skip
"""Of the others exhaustive search does not soon see the end, or counts turns of a waiting loop that change nothing."""

BUFFER = "together(put(1), get, get, put(2))"
SMALLER = {
    "a buffer of 2 threads": ("bounded_buffer.ok", BUFFER, "together(put(1), get)"),
    "a buffer of 3 threads": ("bounded_buffer.ok", BUFFER, "together(put(1), get, put(2))"),
    "a buffer of 3 threads, its bug": ("bounded_buffer.bug", BUFFER, "together(put(1), get, put(2))"),
    "stealing while one is popped": ("work_stealing.ok", "    pop()\n    pop()\n", "    pop()\n"),
    "one reader, one writer": ("readers_writers.ok", "together(read, read, write)", "together(read, write)"),
    "one reader, one writer, its bug": ("readers_writers.bug", "together(read, read, write)", "together(read, write)"),
    "two philosophers of three": ("philosophers_3.ok", "for i in range(N)])", "for i in range(2)])"),
    "two philosophers of three, their bug": ("philosophers_3.bug", "for i in range(N)])", "for i in range(2)])"),
}
"""Of what is too large for exhaustive search, instances that are not: by program, what is replaced and by what."""

LARGE = {"lost_update_4.bug", "reorder_3.bug", "readers_writers.bug"}
"""Counted by tests/bench/explorer.py only."""


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", BUGS, ids=name)
def test_the_bug_is_found(path: Path) -> None:
    table = explore(program_of(path.read_text(encoding="utf-8")), budget=Budget(executions=150))

    assert {outcome.kind for outcome in table.outcomes} & {"raised", "deadlock"}


@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_the_corrected_program_is_proven(path: Path) -> None:
    table = explore(program_of(path.read_text(encoding="utf-8")))

    assert [(outcome.kind, outcome.uncaught) for outcome in table.outcomes] == [("returned", ())]
    assert table.complete


@pytest.mark.parametrize("path", COUNTED, ids=name)
def test_every_interleaving_is_visited_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    everything = Visited(text, exhaustive(text), MOST)

    found = Visited(text, Dpor(), MOST)

    assert everything.complete
    assert found.interleavings == everything.interleavings
    assert found.executions == len(everything.interleavings)


@pytest.mark.parametrize("which", SMALLER)
def test_every_interleaving_of_a_smaller_instance_is_visited_once(which: str) -> None:
    stem, whole, part = SMALLER[which]
    text = (CLASSICS / f"{stem}.py").read_text(encoding="utf-8")
    assert whole in text
    text = text.replace(whole, part).rpartition("    assert ")[0]
    everything = Visited(text, exhaustive(text), MOST)

    found = Visited(text, Dpor(), MOST)

    assert everything.complete
    assert found.interleavings == everything.interleavings
    assert found.executions <= 1.1 * len(everything.interleavings)


@pytest.mark.parametrize("path", [path for path in (*BUGS, *RIGHT) if path.stem not in LARGE], ids=name)
def test_hardly_any_execution_is_in_vain(path: Path) -> None:
    found = Visited(path.read_text(encoding="utf-8"), Dpor(), 5000)

    assert found.complete
    assert found.executions <= 1.1 * len(found.interleavings)


def test_two_consumers_of_a_queue_are_proven_in_under_500_executions() -> None:
    text = (CLASSICS / "queue_two_consumers.ok.py").read_text(encoding="utf-8")

    assert explore(program_of(text)).executions < 500
