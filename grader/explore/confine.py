"""Make a program ask before it does what could lead out of it; what it may never say, `border` has refused already.

This goes before the rewriting that makes accesses visible: a guarded value is a call that the rewriter leaves alone.
An attribute whose name is harmless costs nothing; only stores, names with an underscore in front, and what can say any
name are asked about while the program runs.
"""

# ruff: noqa: D102  (what `visit_X` does is said by its name: rewrite an X)

import ast

from grader.explore.border import SPECIAL, private
from grader.explore.expressions import LOAD, STORE, constant, placed
from grader.explore.scopes import mangle


class Guarded(ast.Call):
    """A call of ours, which is no call of the program's."""


class Confining(ast.NodeTransformer):
    """One module's guards; `prefix` begins the secret names by which they are called."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.klass = ""
        self.made = 0

    def guard(self, name: str, *arguments: ast.expr) -> Guarded:
        called = placed(ast.Name(f"{self.prefix}{name}__", LOAD), arguments[0])
        return placed(Guarded(called, list(arguments), []), arguments[0])

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        outer, self.klass = self.klass, node.name
        self.generic_visit(node)
        self.klass = outer
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        name = constant(mangle(node.attr, self.klass), node)
        if not isinstance(node.ctx, ast.Load):
            node.value = self.guard("changed", node.value, name)
        elif node.attr in SPECIAL:
            return placed(self.guard("special", node.value, name), node)
        elif private(node.attr):
            node.value = self.guard("own", node.value, name)
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST | list[ast.stmt]:
        """Look at the classes of patterns first: a class says by which attributes its positions are matched."""
        before: list[ast.stmt] = []
        for pattern in [one for case in node.cases for one in ast.walk(case.pattern)]:
            if isinstance(pattern, ast.MatchClass) and pattern.patterns:
                self.made += 1
                name = f"__tl_class_{self.made}__"
                stored = placed(ast.Name(name, STORE), node)
                before.append(placed(ast.Assign([stored], self.guard("pattern", pattern.cls)), node))
                pattern.cls = placed(ast.Name(name, LOAD), pattern.cls)
        self.generic_visit(node)
        return [*before, node]


def confined(tree: ast.Module, prefix: str) -> ast.Module:
    """Return the tree with every guard in place."""
    confining = Confining(prefix)
    confining.visit(tree)
    return tree
