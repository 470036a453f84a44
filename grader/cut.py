"""Cut a module down to some of its functions and whatever these need; the rest leaves no trace, not even a comment.

What is needed is found by name: a statement at the top of the module stays if something that stays mentions a name
that it binds, as a name or as a whole string (a test names its scenarios in strings). One that binds nothing, like a
call, stays if all that it is about stays anyway. A name is all that decides, so nothing of the module is run.
"""

import ast
from collections.abc import Collection, Iterator, Sequence


def cut(source: str, wanted: Collection[str], docstring: str) -> str:
    """Return `source` with the functions named in `wanted`, all that they need, and a new docstring."""
    body = ast.parse(source).body
    kept = needed(body, wanted)
    names = {name for node in kept for name in mentioned(node)}
    imports = [line for node in body for line in imported(node, names)]
    return (
        "\n\n".join([f'"""{docstring}"""', *(["\n".join(imports)] if imports else []), *grouped(source, kept)]) + "\n"
    )


def needed(body: Sequence[ast.stmt], wanted: Collection[str]) -> list[ast.stmt]:
    """Return the statements, imports aside, that bind a name in `wanted` or one that those mention, in their order."""
    binding = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom) and bound(node)]
    names, kept = set(wanted), list[ast.stmt]()
    while more := [node for node in binding if node not in kept and bound(node) & names]:
        kept += more
        names |= {name for node in more for name in mentioned(node)}
    known = {name for node in binding for name in bound(node)}
    there = {name for node in kept for name in bound(node)}
    return [node for node in body if node in kept or completes(node, known, there)]


def completes(node: ast.stmt, known: Collection[str], there: Collection[str]) -> bool:
    """Whether a statement that binds nothing does something to names that stay, and to no other of the module."""
    if isinstance(node, ast.Import | ast.ImportFrom) or bound(node):
        return False
    about = {name for name in mentioned(node) if name in known}
    return bool(about) and about <= set(there)


def bound(node: ast.stmt) -> set[str]:
    """Return the names that a statement at the top of a module binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    inner = {one.name for one in ast.walk(node) if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    return inner | {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def mentioned(node: ast.AST) -> Iterator[str]:
    """Give every name in a statement, and every string, which may be the name of a function too."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def imported(node: ast.stmt, names: Collection[str]) -> Iterator[str]:
    """Give an import as a line with no more than is used."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return
    used = [alias for alias in node.names if (alias.asname or alias.name).partition(".")[0] in names]
    if used:
        one = ast.Import(used) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, used, node.level)
        yield ast.unparse(one)


def grouped(source: str, nodes: Sequence[ast.stmt]) -> Iterator[str]:
    """Give statements as they are written: simple ones close together, two lines of space around functions."""
    lines = source.splitlines()
    space, simple = "", list[str]()
    for node in nodes:
        text = "\n".join(lines[first(node) - 1 : node.end_lineno])
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            simple.append(text)
            continue
        if simple:
            yield space + "\n".join(simple)
        space, simple = "\n", []
        yield space + text
    if simple:
        yield space + "\n".join(simple)


def first(node: ast.stmt) -> int:
    """Return the number of the line on which a statement begins, its decorators counted in."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])
