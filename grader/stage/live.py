"""Run one scenario on the real operating system."""

import gc
import importlib
import sys
from os import _exit, getpid  # bound now: student code may replace them in os later
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.stage import gates
from grader.stage.failure import failure
from grader.stage.forbidden import refuse
from grader.stage.lines import answer_where, spawned_too
from grader.stage.methods import start_by, tell_unsent
from grader.stage.plain import plain
from grader.stage.source import parse, read


class Live:
    """One live request: load the student's module and scenario, run, answer."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.module: str = request["module"]
        self.scenario: str = request["scenario"]
        self.inputs: dict[str, Any] = request["inputs"]
        self.filename = str(Path.cwd() / f"{self.module}.py")
        self.allowed: list[str] = request["allowed"]
        self.asking: str = request["asking"]
        self.managers: bool = request["managers"]
        self.start_method: str | None = request["start_method"]
        self._home = getpid()

    def load(self) -> ModuleType:
        """Import the student's module, from a file that children can import as well."""
        refuse(parse(read(Path(self.filename)), self.filename), self.allowed)
        return importlib.import_module(self.module)

    def answer(self) -> dict[str, Any]:
        """Return the scenario's value or what went wrong; only the stage itself comes back from here."""
        try:
            value = plain(self._run())
        except BaseException as error:  # noqa: BLE001  (the stage's edge: whatever student code raises is an answer)
            if getpid() != self._home:
                leave(error)
            return {"error": failure(error, self.module, self.filename)}
        if getpid() != self._home:
            gates.stray("returned")
            leave(None)
        return {"value": value}

    def _run(self) -> object:
        gates.watched(self.asking)
        answer_where()
        spawned_too()
        tell_unsent()
        if self.managers:
            from grader.stage.patience import be_patient  # noqa: PLC0415  (loads more than all the rest of a live run)

            be_patient()
        if self.start_method:
            start_by(self.start_method)
        sys.path.insert(0, str(Path.cwd()))
        scenarios = importlib.import_module("scenarios")  # first: nobody has changed what it imports, nor the file
        student = self.load()
        gates.loaded()
        scenario = getattr(scenarios, self.scenario)
        value = scenario(student, **self.inputs)
        gc.collect()  # what only a reference cycle keeps alive is not left behind
        return value


def leave(error: BaseException | None) -> None:
    """End a child that came back out of the student's function, as far as a program would let it run.

    A SystemExit ends a child quietly with its status, as at the top of any program; any other
    exception has passed through the caller's code in a second process, which the judge is told.
    """
    if isinstance(error, SystemExit):
        _exit(status(error.code))
    if error is not None:
        gates.stray("raised")
    _exit(1 if error is not None else 0)


def status(code: object) -> int:
    """Return the exit status that the interpreter makes of SystemExit's code."""
    if code is None:
        return 0
    return code & 0xFF if isinstance(code, int) else 1
