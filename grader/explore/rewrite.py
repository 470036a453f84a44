"""Rewrite a module so that every access to something threads may share says so first.

Line numbers, evaluation order and scoping stay as they were; annotations and patterns are left alone.
Statements that store are rewritten here; what they evaluate, in `expressions`.
"""

# ruff: noqa: D102, N802  (what `visit_X` does is said by its name: rewrite an X)

import ast
from collections.abc import Sequence
from typing import Any, cast

from grader.explore.bindings import Bindings
from grader.explore.expressions import (
    LOAD,
    OPERATORS,
    SIMPLE,
    STORE,
    Site,
    constant,
    nesting,
    placed,
    token,
)
from grader.explore.model import Source
from grader.explore.scopes import Scopes, mangle

INPLACE = {kind: f"i{name.rstrip('_')}" for kind, name in OPERATORS.items()}


def rewrite(  # noqa: PLR0913, PLR0917  (what there is to know about one module)
    source: Source, tree: ast.Module, scopes: Scopes, shared: frozenset[str], sites: list[Site], first: int, prefix: str
) -> ast.Module:
    """Return `tree`, a parsed `source`, with its accesses reported to hooks called `prefix...`.

    Appends to `sites`, whose first one has the number `first`.
    """
    writer = Rewriter(source, scopes, shared, sites, first, prefix)
    writer.body(tree.body)
    return tree


class Rewriter(Bindings):
    """One module's rewriting."""

    def body(self, statements: list[ast.stmt]) -> None:
        """Rewrite a list of statements in place."""
        result: list[ast.stmt] = []
        for statement in statements:
            new = self.visit(statement)
            result.extend(new if isinstance(new, list) else [new])
        statements[:] = result

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self.use(node.test)
        self.body(node.body)
        self.body(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        node.test = self.use(node.test)
        node.msg = self.visit(node.msg) if node.msg else None
        return node

    # -- loops

    def visit_While(self, node: ast.While) -> ast.stmt:
        node.test = self.use(node.test)
        self.body(node.body)
        self.body(node.orelse)
        node.body.insert(0, placed(ast.Expr(self.call(node, "turn", self.site(node))), node))
        return node

    def visit_For(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        node.iter = self.each(node)
        self.body(node.body)
        self.body(node.orelse)
        node.body.insert(0, placed(ast.Expr(self.call(node, "tick")), node))
        node.target, stores = self.split(node.target)
        node.body[:0] = stores
        return node

    visit_AsyncFor = visit_For  # noqa: N815

    # -- stores

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        *more, target = node.targets
        if not more and isinstance(target, ast.Name):
            node.value = self.put(target, self.visit(node.value))
            return [node]
        value = self.visit(node.value)
        for several in node.targets:
            if isinstance(several, (ast.Tuple, ast.List)) and (nesting(several) or not isinstance(node.value, SIMPLE)):
                value = self.apart(several, value)
        if not more and isinstance(target, (ast.Attribute, ast.Subscript)):
            return [self.store(target, value)]
        return self.assign_each(node, value)

    def assign_each(self, node: ast.Assign, value: ast.expr) -> list[ast.stmt]:
        """Assign to several or nested targets, from left to right."""
        split = [self.split(target) for target in node.targets]
        if not any(stores for _, stores in split):
            node.value = value
            return [node]
        store, load = self.temporary(node)
        statements: list[ast.stmt] = [placed(ast.Assign([store], value), node)]
        for target, stores in split:
            statements += [placed(ast.Assign([target], load), node), *stores]
        return statements

    def split(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt]]:
        """Return a target made of local names only, and the statements that move them on to the real one."""
        if isinstance(target, (ast.Tuple, ast.List)):
            parts = [self.split(part) for part in target.elts]
            target.elts = [part for part, _ in parts]
            return target, [store for _, stores in parts for store in stores]
        if isinstance(target, ast.Starred):
            target.value, stores = self.split(target.value)
            return target, stores
        if isinstance(target, ast.Name) and self.owner(target) is None:
            return target, []
        store, load = self.temporary(target)
        return store, [self.store(target, load)]

    def received(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt]]:
        """Return a target as `split` does, but what is taken apart only in the statements."""
        if not isinstance(target, (ast.Tuple, ast.List)):
            return self.split(target)
        store, load = self.temporary(target)
        parts, stores = self.split(target)
        return store, [
            placed(ast.Assign([parts], self.call(target, "match", self.site(target), load)), target),
            *stores,
        ]

    def store(self, target: ast.expr, value: ast.expr) -> ast.stmt:
        """Return the statement that stores an already rewritten `value`."""
        if isinstance(target, ast.Name):
            return placed(ast.Assign([target], self.put(target, value)), target)
        if isinstance(target, ast.Attribute):
            name = mangle(target.attr, self.klass)
            call = self.call(
                target, "set", self.site(target, name), value, self.visit(target.value), constant(name, target)
            )
        else:
            target = cast("ast.Subscript", target)
            call = self.call(
                target, "setitem", self.site(target), value, self.visit(target.value), self.key(target.slice)
            )
        return placed(ast.Expr(call), target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return node
        value = self.visit(node.value)
        if not isinstance(node.target, ast.Name):
            return self.store(node.target, value)
        node.value = self.put(node.target, value)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        target, name = node.target, constant(INPLACE[type(node.op)], node)
        if isinstance(target, ast.Name):
            old = self.visit_Name(placed(ast.Name(target.id, LOAD), target))
            new = self.call(node, "change", self.site(node), name, old, self.visit(node.value))
            return placed(ast.Assign([target], self.put(target, new)), node)
        if isinstance(target, ast.Attribute):
            attribute = mangle(target.attr, self.klass)
            parts = (self.site(target, attribute), self.visit(target.value), constant(attribute, target))
            begun = self.call(target, "begin_attribute", *parts)
        else:
            begun = self.call(target, "begin_item", self.site(target), self.visit(target.value), self.key(target.slice))
        return placed(ast.Expr(self.call(node, "finish", begun, name, self.visit(node.value))), node)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        names = [target for target in node.targets if isinstance(target, ast.Name)]
        return [*self.changed(names), *(self.delete(target) for target in node.targets)]

    def delete(self, target: ast.expr) -> ast.stmt:
        """Return the statement that deletes one target."""
        if isinstance(target, ast.Attribute):
            name = mangle(target.attr, self.klass)
            call = self.call(
                target, "delete", self.site(target, name), self.visit(target.value), constant(name, target)
            )
        elif isinstance(target, ast.Subscript):
            call = self.call(target, "delitem", self.site(target), self.visit(target.value), self.key(target.slice))
        else:
            return placed(ast.Delete([target]), target)
        return placed(ast.Expr(call), target)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> ast.stmt:
        moved: list[ast.stmt] = []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars, stores = self.received(item.optional_vars)
                moved += stores
        self.body(node.body)
        node.body[:0] = moved
        return node

    visit_AsyncWith = visit_With  # noqa: N815

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        self.body(node.body)
        for handler in node.handlers:
            if handler.type is not None:
                handler.type = self.visit(handler.type)
            self.body(handler.body)
            if handler.name:
                self.hand_over(handler, placed(ast.Name(handler.name, STORE), handler))
        self.body(node.orelse)
        self.body(node.finalbody)
        return node

    visit_TryStar: Any = visit_Try  # noqa: N815

    def visit_Match(self, node: ast.Match) -> ast.stmt:
        node.subject = self.use(node.subject, "match")
        for case in node.cases:
            case.guard = self.use(case.guard) if case.guard else None
            self.capture(case)
            self.body(case.body)
        return node

    # -- scopes

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
        node.decorator_list = [*self.binding(node), *(self.visit(part) for part in node.decorator_list)]
        if self.scope is self.scopes.module and node.name in self.source.decorate:
            node.decorator_list.append(self.call(node, "decorate", constant(node.name, node)))
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes.by_node[node]
        self.body(node.body)
        if self.scope.houses:
            first = node.body[0]
            made = ast.Assign([placed(ast.Name(token(self.scope), STORE), first)], self.call(first, "token"))
            node.body.insert(docstring(node.body), placed(made, first))
        self.scope = outer
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        node.decorator_list = [*self.binding(node), *(self.visit(part) for part in node.decorator_list)]
        node.bases = [self.visit(part) for part in node.bases]
        node.keywords = [self.visit(part) for part in node.keywords]
        outer, klass = self.scope, self.klass
        self.scope, self.klass = self.scopes.by_node[node], node.name
        self.body(node.body)
        self.scope, self.klass = outer, klass
        return node


def docstring(body: Sequence[ast.stmt]) -> int:
    """Return how many statements at the head of a function are its docstring."""
    first = body[0]
    return int(
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
