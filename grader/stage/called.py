"""Explore one function of a Python file, together with the modules beside it that it imports."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.explore import Budget, Program, Source, explore, replay
from grader.stage.explored import brief
from grader.stage.failure import failure
from grader.stage.plain import plain
from grader.stage.source import parse, read


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome table of the call, the outcome of one schedule, or why the file cannot be read."""
    path = Path(request["file"])
    try:
        sources = tuple(gathered(path))
    except (UnicodeDecodeError, SyntaxError) as error:
        return {"error": failure(error, path.stem, path.name)}

    def call(modules: Mapping[str, ModuleType]) -> object:
        value: object = getattr(modules[path.stem], request["function"])()
        return value

    program = Program(sources=sources, call=call, observe=plain)
    if request["replay"] is not None:
        return {"outcome": asdict(brief(replay(program, request["replay"], seed=request["seed"])))}
    budget = Budget(executions=request["executions"], seconds=request["seconds"], total=request["total"])
    table = explore(program, budget=budget, seed=request["seed"], search=request["search"])
    return {"table": asdict(replace(table, outcomes=tuple(map(brief, table.outcomes))))}


def gathered(path: Path) -> Iterator[Source]:
    """Give the file and, once each, the modules in its folder that it imports, as far as they can be read."""
    files = [path]
    for file in files:  # which grows meanwhile
        text = read(file)
        tree = parse(text, file.name)
        yield Source(name=file.stem, filename=file.name, text=text)
        beside = [path.parent / f"{name}.py" for name in dict.fromkeys(imported(tree))]
        files += [other for other in beside if other not in files and other.is_file()]


def imported(tree: ast.Module) -> Iterator[str]:
    """Give the names of the top-level modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
