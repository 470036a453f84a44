"""The pytest plugin of the judge: the `stage` fixture, and a finding's code and evidence in the JSON report."""

import random
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.judge.finding import FaultError, Finding
from grader.judge.stage import Memory, Stage, Subject

LATE = ("T502", "T503")  # all its time is used up
LIBRARY = sysconfig.get_path("stdlib")  # a path of this machine, as tracebacks print it
SHOWN = 2000  # characters of the student's output in a report


class Judge:
    """Judges the file that `subject` gives for a test module."""

    def __init__(self, subject: Callable[[Path], Subject]) -> None:
        self._subject = subject
        self._memory: dict[Path, Memory] = {}
        self._stages: dict[str, Stage] = {}

    @pytest.fixture
    def stage(self, request: pytest.FixtureRequest) -> Iterator[Stage]:
        """Give the check its stage, and end everything that the check started."""
        subject = self._subject(request.path)
        stage = Stage(
            subject=subject,
            random=random.Random(f"{subject.seed}:{request.node.name}"),  # noqa: S311  (must repeat, not be secret)
            memory=self._memory.setdefault(subject.file, Memory()),
        )
        self._stages[request.node.nodeid] = stage
        yield stage
        stage.close()

    @pytest.hookimpl(optionalhook=True)
    def pytest_json_runtest_metadata(self, item: pytest.Item, call: pytest.CallInfo[None]) -> dict[str, Any]:
        """Return what the report says about one phase of a check beside pytest's own words."""
        error = call.excinfo.value if call.excinfo else None
        stage = self._stages.get(item.nodeid)
        if error is None:
            return {"explored": stage.explored} if stage and call.when == "call" else {}
        if isinstance(error, Finding) and error.loading and stage:
            stage.memory.broken = error
        found = {"code": code(error), "evidence": evidence(error, stage)}
        if code(error) in LATE and stage:
            stage.memory.late = stage.memory.late or code(error)
        return found


def code(error: BaseException) -> str:
    """Return the code of what ended a check; an exception in the hidden test itself is a fault of ours."""
    if isinstance(error, Finding | FaultError):
        return error.code
    return "W101" if isinstance(error, AssertionError) else "G903"


def printed(stage: Stage) -> str:
    """Return the end of what the student's code printed, without the place of the standard library."""
    return stage.printed.replace(f"{LIBRARY}/", "")[-SHOWN:]


def evidence(error: BaseException, stage: Stage | None) -> dict[str, Any]:
    """Return the evidence of what ended a check, with what the student's code printed."""
    if isinstance(error, Finding):
        more = {"start method": stage.unusual, "printed": printed(stage)} if stage else {}
        if stage and error.code in LATE:
            more["after"] = stage.memory.late
        return {**error.evidence, **{key: what for key, what in more.items() if what}}
    if isinstance(error, AssertionError):
        return {}
    reason = error.reason if isinstance(error, FaultError) else f"{type(error).__name__}: {error}"
    return {"reason": reason}
