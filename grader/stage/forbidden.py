"""What looks behind the program: no exercise needs it, and whoever uses it is told so before anything runs.

A courtesy to students who would otherwise wonder about strange verdicts, never the boundary: that is the sandbox.
"""

import ast
from collections.abc import Collection, Iterator

MODULES = frozenset(
    {
        "_ctypes", "_pytest", "_testcapi", "bdb", "cffi", "code", "codeop", "ctypes", "faulthandler", "gc", "grader",
        "greenlet", "imp", "importlib", "pdb", "pkgutil", "pytest", "runpy", "site", "tracemalloc", "zipimport",
    }
)  # fmt: skip
NAMES = frozenset(
    {
        "_current_frames", "_getframe", "_getframemodulename", "addaudithook", "f_back", "f_builtins", "f_globals",
        "f_locals", "monitoring", "setprofile", "setprofile_all_threads", "settrace", "settrace_all_threads",
        "tb_frame", "__builtins__", "__import__", "__subclasses__",
    }
)  # fmt: skip


class ForbiddenError(Exception):
    """The student's code uses `name` in `line`."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name)
        self.name = name
        self.line = line


def refuse(tree: ast.AST, allowed: Collection[str]) -> None:
    """Raise ForbiddenError for the first use of what looks behind the program, unless the exercise allows it."""
    found = sorted((line, name) for line, name in used(tree) if name not in allowed)
    for line, name in found:
        raise ForbiddenError(name, line)


def used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give every module and name in `tree` that is in our lists, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, top(alias.name)) for alias in node.names if top(alias.name) in MODULES)
        elif isinstance(node, ast.ImportFrom):
            names = {top(node.module or ""), *(alias.name for alias in node.names)}
            yield from ((node.lineno, name) for name in names & (MODULES | NAMES))
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name) and node.id in NAMES:
            yield node.lineno, node.id


def top(module: str) -> str:
    """Return the package that a module is in."""
    return module.partition(".")[0]
