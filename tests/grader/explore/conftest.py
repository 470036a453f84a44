import textwrap
from collections.abc import Callable

import pytest

from grader.explore import Budget, Program, Source, Table, explore

Explore = Callable[..., Table]


def program_of(text: str, call: str = "main") -> Program:
    source = Source(name="student", filename="student.py", text=textwrap.dedent(text))
    return Program(sources=(source,), call=lambda modules: getattr(modules["student"], call)())


@pytest.fixture
def program() -> Callable[..., Program]:
    """Make a program of one source, whose `main` is called."""
    return program_of


@pytest.fixture
def explored() -> Explore:
    """Explore such a program."""

    def explored(text: str, **budget: int) -> Table:
        return explore(program_of(text), budget=Budget(**budget))

    return explored


@pytest.fixture
def values() -> Callable[[Table], list[object]]:
    """List what the program returned, in a stable order; every outcome must be a plain return."""

    def values(table: Table) -> list[object]:
        assert {outcome.kind for outcome in table.outcomes} == {"returned"}
        return sorted((outcome.value for outcome in table.outcomes), key=repr)

    return values
