"""Plain `pytest tests/exercises` runs the hidden tests against the references, to debug them with ordinary tools."""

from pathlib import Path

import pytest

from grader.judge.plugin import Judge
from grader.judge.stage import Subject

COURSE = Path(__file__).parents[2]


def reference(test: Path) -> Subject:
    """Return the reference solution for a hidden test."""
    module = test.stem.removeprefix("test_")
    file = COURSE / "solutions" / test.parent.name / f"{module}.py"
    return Subject(module=module, file=file, scenarios=test.parent / "scenarios.py", seed=0)


def pytest_configure(config: pytest.Config) -> None:
    """Give the hidden tests their stage."""
    config.pluginmanager.register(Judge(reference))
