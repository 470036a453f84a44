"""Rewrite what binds names otherwise than by an assignment: definitions, imports, handlers, patterns; and `del`."""

# ruff: noqa: D102, N802  (what `visit_X` does is said by its name: rewrite an X)

import ast
from collections.abc import Sequence

from grader.explore.expressions import LOAD, STORE, Expressions, constant, placed
from grader.explore.scopes import mangle

CAPTURES = (ast.MatchAs, ast.MatchStar, ast.MatchMapping)


class Bindings(Expressions):
    """The bindings of one module."""

    def changed(self, names: Sequence[ast.Name]) -> list[ast.stmt]:
        """Return the statements that announce that shared variables are about to be bound anew, or no more."""
        announced = [self.put(name, constant(None, name)) for name in names if self.owner(name) is not None]
        return [placed(ast.Expr(call), call) for call in announced]

    def hand_over(self, handler: ast.ExceptHandler, name: ast.Name) -> None:
        """Let a handler bind its exception to a shared variable, and unbind that at its end."""
        if self.owner(name) is None:
            return
        store, load = self.temporary(handler)
        handler.name = store.id
        unbound = placed(ast.Assign([name], self.put(name, constant(None, handler))), handler)
        gone = placed(ast.Delete([placed(ast.Name(name.id, ast.Del()), handler)]), handler)
        body = placed(ast.Try(handler.body, [], [], [unbound, gone]), handler)
        handler.body = [placed(ast.Assign([name], self.put(name, load)), handler), body]

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        names = [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        return [*self.changed([placed(ast.Name(name, STORE), node) for name in names if name != "*"]), node]

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        if not node.is_async:
            node.iter = self.each(node)
        node.ifs = [self.use(test) for test in node.ifs]
        return node

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.expr:
        first = node.generators[0]
        if not first.is_async:  # its iterable belongs to the scope outside
            first.iter = self.each(first)
        outer, self.scope = self.scope, self.scopes.by_node[node]
        first.ifs = [self.use(test) for test in first.ifs]
        node.generators[1:] = [self.visit_comprehension(part) for part in node.generators[1:]]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        else:
            node.elt = self.visit(node.elt)
        node.generators = [part for clause in node.generators for part in self.announced(clause)]
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension  # noqa: N815

    def announced(self, clause: ast.comprehension) -> list[ast.comprehension]:
        """Return a clause, or where it binds shared variables two: one that goes through, one that binds each item."""
        names = [part for part in ast.walk(clause.target) if isinstance(part, ast.Name)]
        shared = [name for name in names if self.scope.shared(mangle(name.id, self.klass))]
        if not shared or clause.is_async:
            return [clause]
        store, load = self.temporary(clause.target)
        item: ast.expr = load
        for name in shared:
            item = self.put(name, item)
        only = placed(ast.Tuple([item], LOAD), clause.target)
        return [ast.comprehension(store, clause.iter, [], 0), ast.comprehension(clause.target, only, clause.ifs, 0)]

    def capture(self, case: ast.match_case) -> None:
        """Let a pattern bind local names only, and the guard move on what shared variables are to hold."""
        moved: dict[str, tuple[ast.expr, str]] = {}
        for pattern in ast.walk(case.pattern):
            field = "rest" if isinstance(pattern, ast.MatchMapping) else "name"
            said = getattr(pattern, field, None)
            if not isinstance(pattern, CAPTURES) or said is None:
                continue
            name = ast.Name(said, STORE, **place(pattern))
            if said not in moved and self.owner(name) is not None:
                store, load = self.temporary(name)
                moved[said] = placed(ast.NamedExpr(name, self.put(name, load)), name), store.id
            if said in moved:
                setattr(pattern, field, moved[said][1])
        if moved:
            at = next(iter(moved.values()))[0]
            every = placed(ast.Tuple([*(bound for bound, _ in moved.values()), constant(1, at)], LOAD), at)
            last = placed(ast.Subscript(every, constant(-1, at), LOAD), at)
            case.guard = placed(ast.BoolOp(ast.And(), [last, case.guard]), at) if case.guard else last

    def binding(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.expr]:
        """Return the decorator that announces that a shared variable is about to hold what a definition has made."""
        owner = self.owner(placed(ast.Name(node.name, STORE), node))
        if owner is None or (self.scope is self.scopes.module and not self.scopes.starts):  # else before any thread
            return []
        return [self.call(node, "bind", self.site(node, mangle(node.name, self.klass)), owner)]


def place(node: ast.pattern) -> dict[str, int]:
    """Return where a pattern stands in the source."""
    return {name: getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
