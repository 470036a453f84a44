"""Run one scenario under every interleaving that differs."""

import copy
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.explore import Budget, Outcome, Program, Source, explore
from grader.explore.loader import untouched
from grader.stage.failure import failure
from grader.stage.plain import plain
from grader.stage.source import parse, read

STORY = 200  # steps

untouched()  # the re-hosted library is made here, once in the warm process, not in every stage


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome table of the scenario, or why the student's file cannot be read."""
    filename = f"{request['module']}.py"
    try:
        text = read(Path(filename))
        parse(text, filename)
    except (UnicodeDecodeError, SyntaxError) as error:
        return {"error": failure(error, request["module"], filename)}
    budget = Budget(executions=request["executions"], steps=request["steps"])
    table = explore(program(request, filename, text), budget=budget, seed=request["seed"])
    return {"table": asdict(replace(table, outcomes=tuple(map(brief, table.outcomes))))}


def brief(outcome: Outcome) -> Outcome:
    """Keep the end of a story: one that goes on for ever would be larger than an answer may be."""
    return replace(outcome, story=outcome.story[-STORY:])


def program(request: dict[str, Any], filename: str, text: str) -> Program:
    """Put the scenario and the student's module together as one explorable program."""
    module = request["module"]
    decorate = {name: f"scenarios:{decorator}" for name, decorator in request["watch"].items()}

    def call(modules: Mapping[str, ModuleType]) -> object:
        scenario = getattr(modules["scenarios"], request["scenario"])
        value: object = scenario(modules[module], **copy.deepcopy(request["inputs"]))
        return value

    scenarios = Source(name="scenarios", filename="scenarios.py", text=read(Path("scenarios.py")), shown=False)
    student = Source(name=module, filename=filename, text=text, decorate=decorate)
    return Program(sources=(scenarios, student), call=call, observe=plain)
