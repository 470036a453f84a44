"""Arrows point inward, and nothing grows beyond what one reads at a sitting."""

import ast
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
CORE = {"model", "errors", "score", "feedback"}
ALLOWED = {
    "model": set(),
    "errors": set(),
    "score": {"model"},
    "feedback": {"model"},
    "explore": set(),
    "stage": {"explore"},
    "syscalls": set(),
    "watch": {"syscalls"},
    "closeup": {"syscalls", "watch"},
    "intake": set(),
    "sandbox": {"errors", "stage", "watch"},
    "judge": {"closeup", "intake", "notebook", "sandbox", "syscalls", "watch"},
    "testing": {"judge"},
    "notebook": set(),
    "catalog": CORE,
    "submissions": CORE,
    "judging": CORE,
    "sitting": {*CORE, "judging"},
    "outcomes": CORE,
    "kept": {*CORE, "outcomes"},
    "known": {*CORE, "keys", "store"},
    "overview": CORE,
    "pages": {*CORE, "overview", "report"},
    "weights": CORE,
    "report": {*CORE, "overview"},
    "store": CORE,
    "export": {*CORE, "report"},
    "saved": {*CORE, "report", "roster", "store"},
    "kernel": {*CORE, "catalog", "notebook", "report"},
    "cut": set(),
    "github": {"errors"},
    "release": {*CORE, "catalog", "cut"},
    "workers": {"judging", "sandbox", "watch"},
    "keys": {"intake", "model", "notebook", "watch"},
    "roster": {*CORE, "submissions"},
    "cluster": {*CORE, "intake", "judging", "keys", "notebook", "sandbox", "watch"},
    "classroom": {*CORE, "cluster", "grade", "judging", "keys", "roster", "sandbox", "store", "workers"},
    "grade": {
        *CORE,
        "judging",
        "kept",
        "notebook",
        "outcomes",
        "roster",
        "sandbox",
        "sitting",
        "submissions",
        "watch",
        "workers",
    },
    "mutants": set(),
    "verify": {"mutants", *CORE, "catalog", "grade", "sitting", "workers"},
    "exploring": {*CORE, "judge", "sandbox"},
    "commands": {
        *CORE,
        "catalog",
        "classroom",
        "roster",
        "exploring",
        "explore",
        "export",
        "github",
        "grade",
        "known",
        "release",
        "report",
        "sandbox",
        "saved",
        "store",
        "submissions",
        "verify",
        "overview",
        "pages",
        "weights",
    },
    "cli": {"commands", "errors", "report"},
    "__main__": {"cli"},
    "__init__": set(),
}


def part(path: Path) -> str:
    """Return the part of the house that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Return the parts of the house that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} if node.module != "grader" else {f"grader.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("grader.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_inward(path: Path) -> None:
    me = part(path)

    assert imported(path) <= ALLOWED[me] | {me}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name
