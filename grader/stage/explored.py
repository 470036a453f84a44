"""Run one scenario under every interleaving that differs."""

import ast
import copy
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.explore import Budget, Outcome, Program, Source, Table, explore
from grader.explore.border import findings
from grader.explore.prepare import keep
from grader.stage.control import programs
from grader.stage.failure import failure
from grader.stage.forbidden import ForbiddenError, refuse
from grader.stage.plain import plain
from grader.stage.source import parse, read

STORY = 200  # steps
CONTROL = Budget(executions=200)

for warm in programs([1, 2]):  # what a process makes at its first exploration is made here, once for every stage
    explore(warm, budget=CONTROL)


def look_ahead(scenarios: str) -> None:
    """Rewrite scenarios that are going to be explored, in the process that every stage is forked from."""
    keep(source(scenarios))


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome table of the scenario, or why the student's file cannot be read."""
    deepest = sys.getrecursionlimit()
    try:
        return answered(request)
    finally:
        sys.setrecursionlimit(deepest)  # a program may set its own, and the next request finds this process


def answered(request: dict[str, Any]) -> dict[str, Any]:
    """Explore what is asked for, then the controls."""
    filename = f"{request['module']}.py"
    try:
        text = read(Path(filename))
        tree = parse(text, filename)
        refuse(tree, request["allowed"])
        keep_inside(tree, request["allowed"])
    except (UnicodeDecodeError, SyntaxError, ForbiddenError) as error:
        return {"error": failure(error, request["module"], filename)}
    budget = Budget(executions=request["executions"], steps=request["steps"], total=request["total"])
    table = explore(program(request, filename, text), budget=budget, seed=request["seed"], stories=request["stories"])
    controls = [seen(explore(one, budget=CONTROL, stories="none")) for one in programs(request["controls"])]
    return {"table": asdict(replace(table, outcomes=tuple(map(brief, table.outcomes)))), "controls": controls}


def keep_inside(tree: ast.AST, allowed: Collection[str]) -> None:
    """Raise ForbiddenError for the first thing that a confined program may not say."""
    for line, name in sorted(findings(tree)):
        if name not in allowed:
            raise ForbiddenError(name, line)


def seen(table: Table) -> dict[str, Any]:
    """Return what became of a control."""
    return {"values": [plain(outcome.value) for outcome in table.outcomes], "complete": table.complete}


def brief(outcome: Outcome) -> Outcome:
    """Keep the end of a story: one that goes on for ever would be larger than an answer may be."""
    return replace(outcome, story=outcome.story[-STORY:])


def program(request: dict[str, Any], filename: str, text: str) -> Program:
    """Put the scenario and the student's module together as one explorable program."""
    module, allowed = request["module"], tuple(request["allowed"])
    decorate = {name: f"scenarios:{decorator}" for name, decorator in request["watch"].items()}

    def call(modules: Mapping[str, ModuleType]) -> object:
        scenario = getattr(modules["scenarios"], request["scenario"])
        value: object = scenario(modules[module], **copy.deepcopy(request["inputs"]))
        return value

    student = Source(name=module, filename=filename, text=text, decorate=decorate, confined=True, allowed=allowed)
    return Program(sources=(source(request["scenarios"]), student), call=call, observe=plain)


def source(scenarios: str) -> Source:
    """Return the scenarios as a source."""
    return Source(name="scenarios", filename="scenarios.py", text=scenarios, shown=False)
