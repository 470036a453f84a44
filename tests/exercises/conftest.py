"""Plain `pytest tests/exercises` runs the hidden tests against the references, to debug them with ordinary tools."""

from pathlib import Path

import pytest

from grader import catalog
from grader.judge.plugin import Judge
from grader.judge.stage import Subject

COURSE = Path(__file__).parents[2]


def reference(test: Path) -> Subject:
    """Return the reference solution for a hidden test."""
    exercise = catalog.exercise(COURSE, test.parent.name)
    return Subject(
        module=exercise.module,
        file=COURSE / "solutions" / exercise.slug / exercise.stub.name,
        scenarios=test.parent / "scenarios.py",
        seed=0,
        allowed=exercise.allowed,
        start_methods=exercise.start_methods,
    )


def pytest_configure(config: pytest.Config) -> None:
    """Give the hidden tests their stage."""
    config.pluginmanager.register(Judge(reference))
