"""Rewrite a module so that every access to something threads may share says so first.

An access becomes a call of a hook (a name that the module's private builtins define) with the number of
its *site*; the hook makes it an operation and then carries it out, so nothing can come between the two.
Line numbers, evaluation order and scoping stay as they were; annotations and patterns are left alone.
Hook names end in two underscores: names that begin with two and do not are mangled inside classes.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from grader.explore.model import Source
from grader.explore.scopes import COMPREHENSIONS, Scope, Scopes, mangle

PREFIX = "__tl_"
INPLACE = {
    ast.Add: "iadd", ast.Sub: "isub", ast.Mult: "imul", ast.MatMult: "imatmul", ast.Div: "itruediv",
    ast.Mod: "imod", ast.Pow: "ipow", ast.LShift: "ilshift", ast.RShift: "irshift", ast.BitOr: "ior",
    ast.BitXor: "ixor", ast.BitAnd: "iand", ast.FloorDiv: "ifloordiv",
}  # fmt: skip
FRAMED = frozenset({"super", "locals", "dir", "eval", "exec", "isinstance", "issubclass", "range", "print", "type"})
SIMPLE = (ast.Constant, ast.Compare, ast.JoinedStr, ast.Lambda, ast.BoolOp, ast.Tuple)


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a source that accesses something: the module, the line, the variable's name and its text."""

    module: str
    line: int
    name: str
    label: str


def rewrite(source: Source, tree: ast.Module, scopes: Scopes, shared: frozenset[str], sites: list[Site]) -> ast.Module:
    """Return `tree`, a parsed `source`, with its accesses reported; appends to `sites`."""
    writer = Rewriter(source, scopes, shared, sites)
    writer.body(tree.body)
    return ast.fix_missing_locations(tree)


class Rewriter(ast.NodeTransformer):
    """One module's rewriting: knows the scope that it is in."""

    def __init__(self, source: Source, scopes: Scopes, shared: frozenset[str], sites: list[Site]) -> None:
        self.source = source
        self.lines = source.text.splitlines()
        self.scopes = scopes
        self.shared = shared
        self.sites = sites
        self.scope: Scope = scopes.module
        self.klass = ""
        self.depth = 0

    # -- making nodes

    def site(self, node: ast.expr | ast.stmt, name: str = "") -> ast.Constant:
        self.sites.append(Site(self.source.name, node.lineno, name, self.label(node)))
        return ast.Constant(len(self.sites) - 1)

    def label(self, node: ast.expr | ast.stmt) -> str:
        """Return the source text of what is accessed."""
        if not isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) or node.end_col_offset is None:
            return ""
        if node.end_lineno != node.lineno:
            return ""
        return self.lines[node.lineno - 1].encode()[node.col_offset : node.end_col_offset].decode()[:60]

    def call(self, at: ast.AST, hook: str, *arguments: ast.expr) -> ast.Call:
        name = ast.Name(f"{PREFIX}{hook}__", ast.Load())
        return ast.copy_location(ast.Call(name, list(arguments), []), at)

    def temporary(self, at: ast.AST) -> tuple[ast.Name, ast.Name]:
        """Return a fresh temporary name, to be stored and to be loaded."""
        self.depth += 1
        name = f"{PREFIX}{self.depth}__"
        return ast.copy_location(ast.Name(name, ast.Store()), at), ast.copy_location(ast.Name(name, ast.Load()), at)

    def owner(self, name: str) -> ast.expr | None:
        """Return the expression that stands for the owner of a shared variable, None if it is not shared."""
        name = mangle(name, self.klass)
        if name.startswith(PREFIX):
            return None
        owner = self.scope.owner(name)
        if owner is None:
            return ast.Constant(None) if name in self.shared else None
        if owner is self.scopes.module or not owner.shared(name):
            return None
        return ast.Name(token(owner), ast.Load())

    def body(self, statements: list[ast.stmt]) -> None:
        """Rewrite a list of statements in place."""
        result: list[ast.stmt] = []
        for statement in statements:
            new = self.visit(statement)
            result.extend(new if isinstance(new, list) else [new])
        statements[:] = result

    # -- names

    def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: N802
        owner = self.owner(node.id) if isinstance(node.ctx, ast.Load) else None
        if owner is None:
            return node
        seen = self.call(node, "see", self.site(node, mangle(node.id, self.klass)), owner)
        return self.call(node, "got", seen, node)

    def put(self, target: ast.Name, value: ast.expr) -> ast.expr:
        """Return `value`, announced as what shared variable `target` is about to hold."""
        owner = self.owner(target.id)
        if owner is None:
            return value
        return self.call(target, "put", self.site(target, mangle(target.id, self.klass)), owner, value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:  # noqa: N802
        node.value = self.put(node.target, self.visit(node.value))
        return node

    # -- attributes, subscripts, calls

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:  # noqa: N802
        value = self.visit(node.value)
        name = mangle(node.attr, self.klass)
        return self.call(node, "get", self.site(node, name), value, ast.Constant(name))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:  # noqa: N802
        return self.call(node, "item", self.site(node), self.visit(node.value), self.key(node.slice))

    def key(self, node: ast.expr) -> ast.expr:
        """Return the subscript as an expression that may stand anywhere."""
        if isinstance(node, ast.Slice):
            parts = [self.visit(part) if part else ast.Constant(None) for part in (node.lower, node.upper, node.step)]
            return self.call(node, "slice", *parts)
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            node.elts = [self.key(part) for part in node.elts]
            return node
        return cast("ast.expr", self.visit(node))

    def visit_Call(self, node: ast.Call) -> ast.expr:  # noqa: N802
        called = node.func
        if isinstance(called, ast.Attribute):
            name = mangle(called.attr, self.klass)
            site = self.site(called, name)
            node.func = self.call(called, "method", site, self.visit(called.value), ast.Constant(name))
        elif not (isinstance(called, ast.Name) and called.id in FRAMED):
            node.func = self.call(called, "function", self.site(called), self.visit(called))
        node.args = [self.visit(argument) for argument in node.args]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:  # noqa: N802
        if isinstance(node.ctx, ast.Load):
            node.value = self.use(node.value)
        return node

    def use(self, node: ast.expr) -> ast.expr:
        """Return an expression whose value, if it is a container, is about to be looked at as a whole."""
        plain = isinstance(node, SIMPLE)
        new = cast("ast.expr", self.visit(node))
        return new if plain else self.call(node, "use", self.site(node), new)

    # -- what looks into containers

    def visit_Compare(self, node: ast.Compare) -> ast.expr:  # noqa: N802
        if all(isinstance(operator, (ast.Is, ast.IsNot)) for operator in node.ops):
            return cast("ast.expr", self.generic_visit(node))
        *_, last = parts = [node.left, *node.comparators]
        membership = len(parts) == 2 and isinstance(node.ops[0], (ast.In, ast.NotIn))
        if membership:
            left = self.visit(node.left)
            test = self.call(node, "contains", self.site(node), left, self.visit(last))
            return test if isinstance(node.ops[0], ast.In) else ast.copy_location(ast.UnaryOp(ast.Not(), test), node)
        node.left, *node.comparators = [self.use(part) for part in parts]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:  # noqa: N802
        node.left, node.right = self.use(node.left), self.use(node.right)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:  # noqa: N802
        node.values = [self.use(value) for value in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:  # noqa: N802
        node.operand = self.use(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:  # noqa: N802
        node.test, node.body, node.orelse = self.use(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:  # noqa: N802
        node.value = self.use(node.value)
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def visit_If(self, node: ast.If) -> ast.stmt:  # noqa: N802
        node.test = self.use(node.test)
        self.body(node.body)
        self.body(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:  # noqa: N802
        node.test = self.use(node.test)
        node.msg = self.visit(node.msg) if node.msg else None
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:  # noqa: N802
        node.value = self.use(node.value)
        return node

    # -- loops

    def visit_While(self, node: ast.While) -> ast.stmt:  # noqa: N802
        node.test = self.use(node.test)
        self.body(node.body)
        self.body(node.orelse)
        node.body.insert(0, ast.copy_location(ast.Expr(self.call(node, "turn", self.site(node))), node))
        return node

    def visit_For(self, node: ast.For | ast.AsyncFor) -> ast.stmt:  # noqa: N802
        node.iter = self.call(node.iter, "iter", self.site(node.iter), self.visit(node.iter))
        self.body(node.body)
        self.body(node.orelse)
        node.body.insert(0, ast.copy_location(ast.Expr(self.call(node, "tick")), node))
        node.target, stores = self.split(node.target)
        node.body[:0] = stores
        return node

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        if not node.is_async:
            node.iter = self.call(node.iter, "iter", self.site(node.iter), self.visit(node.iter))
        node.ifs = [self.use(test) for test in node.ifs]
        return node

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.expr:
        first = node.generators[0]
        if not first.is_async:  # its iterable belongs to the scope outside
            first.iter = self.call(first.iter, "iter", self.site(first.iter), self.visit(first.iter))
        outer, self.scope = self.scope, self.scopes.by_node[node]
        first.ifs = [self.use(test) for test in first.ifs]
        node.generators[1:] = [self.visit_comprehension(part) for part in node.generators[1:]]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        else:
            node.elt = self.visit(node.elt)
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension  # noqa: N815

    # -- stores

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:  # noqa: N802
        *more, target = node.targets
        if not more and isinstance(target, ast.Name):
            node.value = self.put(target, self.visit(node.value))
            return [node]
        value = self.use(node.value) if any(isinstance(t, (ast.Tuple, ast.List)) for t in node.targets) else self.visit(node.value)
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
        statements: list[ast.stmt] = [ast.copy_location(ast.Assign([store], value), node)]
        for target, stores in split:
            statements += [ast.copy_location(ast.Assign([target], load), node), *stores]
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
        if isinstance(target, ast.Name) and self.owner(target.id) is None:
            return target, []
        store, load = self.temporary(target)
        return store, [self.store(target, load)]

    def store(self, target: ast.expr, value: ast.expr) -> ast.stmt:
        """Return the statement that stores an already rewritten `value`."""
        if isinstance(target, ast.Name):
            return ast.copy_location(ast.Assign([target], self.put(target, value)), target)
        if isinstance(target, ast.Attribute):
            name = mangle(target.attr, self.klass)
            call = self.call(target, "set", self.site(target, name), value, self.visit(target.value), ast.Constant(name))
        else:
            target = cast("ast.Subscript", target)
            call = self.call(target, "setitem", self.site(target), value, self.visit(target.value), self.key(target.slice))
        return ast.copy_location(ast.Expr(call), target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:  # noqa: N802
        if node.value is None:
            return node
        value = self.visit(node.value)
        if not isinstance(node.target, ast.Name):
            return self.store(node.target, value)
        node.value = self.put(node.target, value)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:  # noqa: N802
        target, name = node.target, ast.Constant(INPLACE[type(node.op)])
        if isinstance(target, ast.Name):
            old = self.visit_Name(ast.copy_location(ast.Name(target.id, ast.Load()), target))
            new = self.call(node, "change", self.site(node), name, old, self.use(node.value))
            return ast.copy_location(ast.Assign([target], self.put(target, new)), node)
        if isinstance(target, ast.Attribute):
            attribute = mangle(target.attr, self.klass)
            parts = (self.site(target, attribute), self.visit(target.value), ast.Constant(attribute))
            begun = self.call(target, "begin_attribute", *parts)
        else:
            begun = self.call(target, "begin_item", self.site(target), self.visit(target.value), self.key(target.slice))
        return ast.copy_location(ast.Expr(self.call(node, "finish", begun, name, self.use(node.value))), node)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:  # noqa: N802
        return [self.delete(target) for target in node.targets]

    def delete(self, target: ast.expr) -> ast.stmt:
        """Return the statement that deletes one target."""
        if isinstance(target, ast.Attribute):
            name = mangle(target.attr, self.klass)
            call = self.call(target, "delete", self.site(target, name), self.visit(target.value), ast.Constant(name))
        elif isinstance(target, ast.Subscript):
            call = self.call(target, "delitem", self.site(target), self.visit(target.value), self.key(target.slice))
        else:
            return ast.copy_location(ast.Delete([target]), target)
        return ast.copy_location(ast.Expr(call), target)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> ast.stmt:  # noqa: N802
        moved: list[ast.stmt] = []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars, stores = self.split(item.optional_vars)
                moved += stores
        self.body(node.body)
        node.body[:0] = moved
        return node

    visit_AsyncWith = visit_With  # noqa: N815

    def visit_Try(self, node: ast.Try) -> ast.stmt:  # noqa: N802
        self.body(node.body)
        for handler in node.handlers:
            if handler.type is not None:
                handler.type = self.visit(handler.type)
            self.body(handler.body)
        self.body(node.orelse)
        self.body(node.finalbody)
        return node

    visit_TryStar = visit_Try  # noqa: N815

    def visit_Match(self, node: ast.Match) -> ast.stmt:  # noqa: N802
        node.subject = self.use(node.subject)
        for case in node.cases:
            case.guard = self.use(case.guard) if case.guard else None
            self.body(case.body)
        return node

    # -- scopes

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:  # noqa: N802
        node.decorator_list = [self.visit(part) for part in node.decorator_list]
        if self.scope is self.scopes.module and node.name in self.source.decorate:
            node.decorator_list.append(self.call(node, "decorate", ast.Constant(node.name)))
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes.by_node[node]
        self.body(node.body)
        if any(self.scope.shared(name) for name in self.scope.captured):
            made = ast.Assign([ast.Name(token(self.scope), ast.Store())], self.call(node, "token"))
            node.body.insert(docstring(node.body), ast.copy_location(made, node.body[0]))
        self.scope = outer
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:  # noqa: N802
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes.by_node[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [default and self.visit(default) for default in arguments.kw_defaults]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:  # noqa: N802
        node.decorator_list = [self.visit(part) for part in node.decorator_list]
        node.bases = [self.visit(part) for part in node.bases]
        node.keywords = [self.visit(part) for part in node.keywords]
        outer, klass = self.scope, self.klass
        self.scope, self.klass = self.scopes.by_node[node], node.name
        self.body(node.body)
        self.scope, self.klass = outer, klass
        return node


def token(scope: Scope) -> str:
    """Return the name of the local variable that stands for one activation of a function."""
    return f"{PREFIX}at_{getattr(scope.node, 'lineno', 0)}_{getattr(scope.node, 'col_offset', 0)}__"


def docstring(body: Sequence[ast.stmt]) -> int:
    """Return how many statements at the head of a function are its docstring."""
    first = body[0]
    return int(isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str))


__all__ = ["COMPREHENSIONS", "PREFIX", "Rewriter", "Site", "rewrite"]
