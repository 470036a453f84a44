"""Small mistakes made in a reference on purpose: the hidden tests must notice every one that matters.

The operators are those that a concurrency exercise needs (a lock less, locks the other way round, a step out of the
critical section, no join, one notification for all, `if` for `while`) and the usual ones. The mutation tools on PyPI
run a project's own test command once per mutant and know nothing of locks; here a mutant is one more submission.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Edit = tuple[str, Callable[[], None]]
"""What a mutant does, and how to do it to a tree, in place."""

OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
"""The usual operators: what stands for what."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A reference with one mistake: `name` says which, and where."""

    name: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Give every mutant of a module, each with one mistake."""
    for number, _ in enumerate(edits(ast.parse(text))):
        tree = ast.parse(text)
        name, make = list(edits(tree))[number]
        make()
        yield Mutant(name, ast.unparse(ast.fix_missing_locations(tree)))


def edits(tree: ast.Module) -> Iterator[Edit]:
    """Give every mistake that can be made in a module; docstrings and defaults of names are no code."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, field, None), list):
                yield from in_block(block)
        yield from in_expression(node)


def in_block(block: list[ast.stmt]) -> Iterator[Edit]:
    """Give the mistakes that take the place of a whole statement."""
    for place, node in enumerate(block):
        said = f"line {node.lineno}: " if hasattr(node, "lineno") else ""
        if isinstance(node, ast.With):
            yield from ((said + what, put(block, place, new)) for what, new in of_with(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield said + f"without {ast.unparse(node)!r}", put(block, place, [ast.Pass()])
        if isinstance(node, ast.Try) and node.finalbody and not node.handlers:
            yield said + "no finally", put(block, place, [*node.body, *node.finalbody])
        if isinstance(node, ast.While):
            yield said + "if for while", put(block, place, [ast.If(test=node.test, body=node.body, orelse=[])])
        if isinstance(node, ast.Return) and node.value:
            yield said + "nothing returned", put(block, place, [ast.Expr(node.value)])


def of_with(node: ast.With) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Give what can go wrong with a `with`: an item less, two the other way round, a step outside."""
    for place, item in enumerate(node.items):
        if item.optional_vars is None:
            rest = node.items[:place] + node.items[place + 1 :]
            body: list[ast.stmt] = [ast.With(items=rest, body=node.body)] if rest else node.body
            yield f"without `with {ast.unparse(item)}`", body
    for place in range(1, len(node.items)):
        turned = [*node.items[: place - 1], node.items[place], node.items[place - 1], *node.items[place + 1 :]]
        yield "two locks the other way round", [ast.With(items=turned, body=node.body)]
    if len(node.body) > 1:
        yield "first step before the `with`", [node.body[0], ast.With(items=node.items, body=node.body[1:])]
        yield "last step after the `with`", [ast.With(items=node.items, body=node.body[:-1]), node.body[-1]]


def in_expression(node: ast.AST) -> Iterator[Edit]:
    """Give the mistakes inside an expression."""
    said = f"line {getattr(node, 'lineno', '?')}: "
    if isinstance(node, ast.Constant) and type(node.value) is int:
        for other in (node.value + 1, node.value - 1):
            yield said + f"{other} for {node.value}", assign(node, "value", other)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHERS:
        yield said + f"other comparison in {ast.unparse(node)!r}", assign(node, "ops", [twin(node.ops[0])])
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in OTHERS:
        yield said + f"other operator in {ast.unparse(node)!r}", assign(node, "op", twin(node.op))
    if isinstance(node, ast.Attribute) and node.attr == "notify_all":
        yield said + "notify for notify_all", assign(node, "attr", "notify")
    if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name) and node.type.id == "BaseException":
        yield said + "Exception for BaseException", assign(node.type, "id", "Exception")
    if isinstance(node, ast.Call):
        for word in node.keywords:
            rest = [one for one in node.keywords if one is not word]
            yield said + f"without {ast.unparse(word)!r}", assign(node, "keywords", rest)


def twin(node: ast.AST) -> ast.AST:
    """Return the operator that stands for this one in a mutant."""
    return OTHERS[type(node)]()


def put(block: list[ast.stmt], place: int, new: list[ast.stmt]) -> Callable[[], None]:
    """Return how to replace one statement by others."""
    return lambda: block.__setitem__(slice(place, place + 1), new)


def assign(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    """Return how to change one field of a node."""
    return lambda: setattr(node, field, value)
