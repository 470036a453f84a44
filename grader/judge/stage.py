"""What a hidden test holds in its hands: `stage.explore`, `stage.start`, `stage.run`, `stage.random`."""

import json
import random
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from grader import intake, notebook
from grader.judge.controls import Controls
from grader.judge.done import Done
from grader.judge.explorer import Explorer, Place, explorer
from grader.judge.finding import FaultError, Finding, failed
from grader.judge.run import Run
from grader.judge.sealed import sealed
from grader.judge.shapes import EXPLORED, demand, received
from grader.judge.standstill import Standstill
from grader.judge.table import Table
from grader.sandbox.limits import EXPLORE, LIVE, Limits, hurried, within
from grader.sandbox.nursery import nursery
from grader.watch import available as watch_available

GLANCE = 5  # executions: a witness, where there is one, shows in the first
RUNGS = (100, 700)  # executions: most faults show in the first, most proofs need not the second
STEPS = 20_000
TOTAL = 300_000
"""Steps of all executions together: whoever tries a lock, gives back what it has and begins again can do so once more
in every execution, so each is longer than the one before, and an honest program would use up its stage's CPU time."""
MANAGERS = b"anager"
"""What stands in every text that has multiprocessing's; a run with one that gets at it another way is only slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose code is judged, with what, where: the file, the scenarios, the judge's seed, the sandbox.

    `allowed` names what this exercise lets students use of all that stage/forbidden.py refuses; `start_methods` are
    multiprocessing's that count, the usual one first, none for the interpreter's own; `wall` is the seconds for one
    request, if not the usual ones; `defines` names what the exercise's stub defines.
    """

    module: str
    file: Path
    scenarios: Path
    seed: int
    level: str = "L0"
    allowed: tuple[str, ...] = ()
    start_methods: tuple[str, ...] = ()
    wall: float | None = None
    defines: tuple[str, ...] = ()


@dataclass(slots=True)
class Memory:
    """What one check has learnt that spares the next ones the same work.

    A module that cannot be loaded, and the outcome tables: the same request explores the same interleavings. `late` is
    the code of a request that has used up its time: the others get less.
    """

    broken: Finding | None = None
    late: str = ""
    tables: dict[str, Table] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """Asks for observations of one student's code; every run gets a stage process of its own.

    `unusual` is the start method of the last run, if it is not the usual one: nobody could guess it from a finding.
    """

    subject: Subject
    random: random.Random
    memory: Memory
    unusual: str | None = None
    _explored: dict[str, dict[str, Any]] = field(default_factory=dict)
    _said: list[Callable[[], bytes]] = field(default_factory=list)
    _open: ExitStack = field(default_factory=ExitStack)

    def explore(
        self, scenario: str, *, watch: Mapping[str, str] | None = None, glance: bool = False, **inputs: Any
    ) -> Table:
        """Run `scenario` under every interleaving that differs; `watch` maps the student's functions to decorators.

        With a `glance` very few come first: for those who only look for some outcome that shows what can be.
        """
        about = {"watch": dict(watch or {}), "stories": "doubtful", "total": TOTAL}
        request = self._request("explore", scenario, inputs, **about)
        return self._rung(request, (GLANCE, *RUNGS) if glance else RUNGS)

    def _rung(self, request: dict[str, Any], rungs: tuple[int, ...]) -> Table:
        """Explore within the first budget of `rungs`; the table can ask for the next one if it has found no fault."""
        key = json.dumps(request, sort_keys=True)
        depth = f"{key} {rungs[0]}"
        if depth not in self.memory.tables:
            self.memory.tables[depth] = self._explore({**request, "executions": rungs[0]})
        table = self.memory.tables[depth]
        deeper = None if table.complete or not rungs[1:] else partial(self._rung, request, rungs[1:])
        story = partial(self._explore, {**request, "executions": rungs[0], "stories": "all"})
        return replace(table, deeper=deeper, story=story, tell=partial(self._explored.__setitem__, key))

    def _explore(self, request: dict[str, Any]) -> Table:
        self.close()
        try:
            return self._explored_by(explorer, request)
        except BaseException:
            explorer.retire()  # whatever has gone wrong, the next exploration shall not find it there
            raise

    def _explored_by(self, explorer: Explorer, request: dict[str, Any]) -> Table:
        controls = Controls()
        scenarios = self.subject.scenarios.read_text(encoding="utf-8")
        place = Place(self.subject.level, self._within(EXPLORE), tuple(self._files().items()))
        exchange = explorer.ask(place, {**request, "scenarios": scenarios, "controls": controls.numbers})
        try:
            answer = exchange.wait(self._looks(exchange.stage.pid) if watch_available() else lambda: None)
        finally:
            said = exchange.printed
            self._said.append(lambda: said)
        demand(answer, EXPLORED)
        if error := answer.get("error"):
            raise failed(error, loading=error.get("kind") in ("encoding", "syntax", "forbidden"))
        controls.hold(answer.get("controls"))
        return read(answer["table"])

    def _looks(self, stage: int) -> Callable[[], None]:
        """Return what looks whether an exploration still goes on."""
        return Standstill(stage, nursery(self.subject.level).pid, EXPLORE.cpu).look

    def start(self, scenario: str, *, start_method: str | None = None, **inputs: Any) -> Run:
        """Set `scenario` to work on the real operating system; the run ends with the next one, or with the check.

        Processes are started there by `start_method`, one of the exercise's; without it, by the first of these.
        """
        self.close()  # one run at a time, so whoever is alive belongs to it
        explorer.retire()
        if not watch_available():
            raise FaultError("G904", "live runs need Linux's /proc")
        student, scenarios = self._files(), self.subject.scenarios.read_bytes()
        files = {**student, "scenarios.pyc": sealed(scenarios)}
        managers = any(MANAGERS in text for text in (scenarios, *student.values()))
        method = self._started_by(start_method)
        self.unusual = start_method if start_method != next(iter(self.subject.start_methods), None) else None
        request = self._request("live", scenario, inputs, start_method=method, managers=managers)
        run = Run(self.subject.level, self._within(LIVE), files, request)
        self._said.append(lambda: run.exchange.printed)
        self._open.callback(run.close)
        return run

    def run(self, scenario: str, *, start_method: str | None = None, **inputs: Any) -> Done:
        """Run `scenario` to its end with all gates open; `start_method` as for `start`."""
        return self.start(scenario, start_method=start_method, **inputs).finish()

    @property
    def explored(self) -> list[dict[str, Any]]:
        """How much of a proof each exploration of this check was."""
        return list(self._explored.values())

    @property
    def printed(self) -> str:
        """What the student's code has printed in all requests so far."""
        return b"".join(said() for said in self._said).decode(errors="replace")

    def close(self) -> None:
        """End every run that the check has started."""
        self._open.close()

    def _within(self, limits: Limits) -> Limits:
        limits = within(limits, self.subject.wall)
        return hurried(limits) if self.memory.late else limits

    def _started_by(self, asked: str | None) -> str | None:
        """Return the start method of a run, None for the interpreter's own."""
        allowed = self.subject.start_methods
        if asked is not None and asked not in allowed:
            raise ValueError(f"a check asks for {asked!r}; add it to start_methods in feedback.toml: {allowed!r}")
        return asked or next(iter(allowed), None)

    def _request(self, op: str, scenario: str, inputs: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        about = {"op": op, "module": self.subject.module, "scenario": scenario, "inputs": dict(inputs)}
        return {**about, "seed": self.subject.seed, "steps": STEPS, "allowed": self.subject.allowed, **more}

    def _files(self) -> dict[str, bytes]:
        """Return what the box holds, the student's file; raises what is known to be wrong with it."""
        if self.memory.broken:
            raise self.memory.broken
        try:
            student = program(self.subject)
        except intake.RefusedError as error:
            raise Finding(error.code, loading=True) from error
        return {f"{self.subject.module}.py": student}


def program(subject: Subject) -> bytes:
    """Return the student's module: the file, or what a notebook holds of it; raises RefusedError."""
    if subject.file.suffix != ".ipynb":
        return intake.taken(subject.file)
    try:
        cells = notebook.cells(intake.taken(subject.file, notebook.LARGEST))
    except notebook.NotebookError as error:
        raise intake.RefusedError("S708") from error
    module = notebook.program(cells, subject.defines).encode(errors="surrogatepass")  # which the stage refuses then
    if len(module) > intake.LARGEST:
        raise intake.RefusedError("S703")
    return module


def read(data: Mapping[str, Any]) -> Table:
    """Return the table that a stage has sent; raises P601 for one that no exploration gives."""
    if not data["outcomes"]:
        raise Finding("P601", reason="an exploration without an outcome")
    return Table(
        outcomes=tuple({**outcome, "value": received(outcome["value"])} for outcome in data["outcomes"]),
        executions=data["executions"],
        complete=data["complete"],
        search=data["search"],
    )
