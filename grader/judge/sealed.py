"""Scenarios on their way into a live box: as byte code without words, for they lie beside the student's own code.

Whoever runs in the process of a scenario can take it apart, so nothing worth stealing may be in it: expectations and
inputs stay with the judge. What an author wrote for other authors, comments and docstrings, does not go there at all.
A file it must be: children made by spawn import it.
"""

import ast
import functools
import importlib.util
import marshal

UNCHECKED = bytes(12)  # flags, time and size of a source that nobody compares it with (PEP 552)


@functools.cache
def sealed(text: bytes) -> bytes:
    """Return the content of the `.pyc` file for a module; the stage runs on our own version of Python."""
    tree = ast.parse(text, "scenarios.py")
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            wordless(node)
    code = compile(tree, "scenarios.py", "exec", dont_inherit=True)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + marshal.dumps(code)


def wordless(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Take the docstring away."""
    if ast.get_docstring(node) is not None:
        node.body[:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), node.body[0])]
