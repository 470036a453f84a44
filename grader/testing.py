"""What a hidden test imports: `check` marks it, `stage` observes, `expect` and `same` judge."""

from collections.abc import Callable
from typing import Any, TypeVar

from grader.judge.census import Process
from grader.judge.done import Done
from grader.judge.finding import expect
from grader.judge.gates import Arrival, Note
from grader.judge.lives import Child
from grader.judge.run import Run
from grader.judge.stage import Stage
from grader.judge.table import Table
from grader.judge.values import Foreign, same

__all__ = [
    "Arrival", "Child", "Done", "Foreign", "Note", "Process", "Run", "Stage", "Table", "check", "expect", "same",
]  # fmt: skip

Test = TypeVar("Test", bound=Callable[..., Any])


def check(*, points: int, visible: bool = False) -> Callable[[Test], Test]:
    """Make a hidden test worth `points`; a visible one is given to students.

    The catalog reads both from the source text, so they are literals.
    """

    def mark(test: Test) -> Test:
        test.__dict__.update(points=points, visible=visible)
        return test

    return mark
