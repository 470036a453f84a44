"""Rewrite the expressions of a module so that every access says so first.

An access becomes a call of a hook (a name that the module's private builtins define) with the number of
its *site*; the hook makes it an operation and then carries it out, so nothing can come between the two.
Hook names end in two underscores: names that begin with two and do not are mangled inside classes.
"""

# ruff: noqa: D102  (what `visit_X` does is said by its name: rewrite an X)

import ast
from dataclasses import dataclass
from typing import TypeVar, cast

from grader.explore.model import Source
from grader.explore.scope import COMPREHENSIONS, Scope
from grader.explore.scopes import Scopes, mangle

PREFIX = "__tl_"
OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or_", ast.BitXor: "xor", ast.BitAnd: "and_",
    ast.FloorDiv: "floordiv",
}  # fmt: skip
COMPARISONS = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
FRAMED = frozenset({"super", "locals", "dir", "eval", "exec", "isinstance", "issubclass", "range", "print", "type"})
TELLING = (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.Compare)
SIMPLE = (ast.Constant, ast.Compare, ast.JoinedStr, ast.Lambda, ast.BoolOp, ast.Tuple)

Node = ast.expr | ast.stmt | ast.excepthandler
Made = TypeVar("Made", bound=Node)
LOAD, STORE = ast.Load(), ast.Store()


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a source that accesses something: the module, the line, the variable's name and its text."""

    module: str
    line: int
    name: str
    label: str


class Expressions(ast.NodeTransformer):
    """The expressions of one module; knows the scope that it is in."""

    def __init__(  # noqa: PLR0913, PLR0917  (what there is to know about one module)
        self, source: Source, scopes: Scopes, shared: frozenset[str], sites: list[Site], first: int, prefix: str
    ) -> None:
        self.source = source
        self.prefix = prefix
        self.lines = source.text.splitlines()
        self.scopes = scopes
        self.shared = shared
        self.sites = sites
        self.first = first
        self.scope: Scope = scopes.module
        self.klass = ""
        self.depth = 0

    # -- making nodes

    def site(self, node: ast.expr | ast.stmt, name: str = "") -> ast.Constant:
        self.sites.append(Site(self.source.name, node.lineno, name, self.label(node)))
        return constant(self.first + len(self.sites) - 1, node)

    def label(self, node: ast.expr | ast.stmt) -> str:
        """Return the source text of what is accessed."""
        if not isinstance(node, TELLING) or node.end_col_offset is None or node.end_lineno != node.lineno:
            return ""
        return self.lines[node.lineno - 1].encode()[node.col_offset : node.end_col_offset].decode()[:60]

    def call(self, at: Node, hook: str, *arguments: ast.expr) -> ast.Call:
        name = placed(ast.Name(f"{self.prefix}{hook}__", LOAD), at)
        return placed(ast.Call(name, list(arguments), []), at)

    def temporary(self, at: Node) -> tuple[ast.Name, ast.Name]:
        """Return a fresh temporary name, to be stored and to be loaded."""
        self.depth += 1
        name = f"{PREFIX}{self.depth}__"
        return placed(ast.Name(name, STORE), at), placed(ast.Name(name, LOAD), at)

    def owner(self, at: ast.Name) -> ast.expr | None:
        """Return the expression that stands for the owner of a shared variable, None if it is not shared."""
        name = mangle(at.id, self.klass)
        if name.startswith(PREFIX):
            return None
        owner = self.scope.owner(name)
        if owner is None:
            return constant(None, at) if name in self.shared else None
        if not owner.shared(name):
            return None
        home = owner.home()
        if home is None:
            return constant(None, at)
        home.houses = True
        return placed(ast.Name(token(home), LOAD), at)

    # -- names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        owner = self.owner(node) if isinstance(node.ctx, ast.Load) else None
        if owner is None:
            return node
        return self.call(node, "got", self.call(node, "see", self.site(node, mangle(node.id, self.klass)), owner), node)

    def put(self, target: ast.Name, value: ast.expr) -> ast.expr:
        """Return `value`, announced as what shared variable `target` is about to hold."""
        owner = self.owner(target)
        if owner is None:
            return value
        return self.call(target, "put", self.site(target, mangle(target.id, self.klass)), owner, value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visit(node.value)
        inner = self.scope
        while isinstance(self.scope.node, COMPREHENSIONS) and self.scope.parent:
            self.scope = self.scope.parent  # which is where the name is bound
        node.value = self.put(node.target, node.value)
        self.scope = inner
        return node

    # -- attributes, subscripts, calls

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        value = self.visit(node.value)
        name = mangle(node.attr, self.klass)
        return self.call(node, "get", self.site(node, name), value, constant(name, node))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self.call(node, "item", self.site(node), self.visit(node.value), self.key(node.slice))

    def key(self, node: ast.expr) -> ast.expr:
        """Return the subscript as an expression that may stand anywhere."""
        if isinstance(node, ast.Slice):
            parts = [self.visit(part) if part else constant(None, node) for part in (node.lower, node.upper, node.step)]
            return self.call(node, "slice", *parts)
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            node.elts = [self.key(part) for part in node.elts]
            return node
        return cast("ast.expr", self.visit(node))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        called = node.func
        if isinstance(called, ast.Attribute):
            name = mangle(called.attr, self.klass)
            site = self.site(called, name)
            node.func = self.call(called, "method", site, self.visit(called.value), constant(name, called))
        elif not (isinstance(called, ast.Name) and called.id in FRAMED) or looking(node, called.id):
            node.func = self.call(called, "function", self.site(called), self.visit(called))
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value) if keyword.arg else self.use(keyword.value)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            node.value = self.use(node.value, "spread")
        return node

    def use(self, node: ast.expr, how: str = "use") -> ast.expr:
        """Return an expression whose value, if it is a container, is about to be looked at as a whole."""
        plain = isinstance(node, SIMPLE) and not (how == "compare" and isinstance(node, ast.Tuple))
        new = cast("ast.expr", self.visit(node))
        return new if plain else self.call(node, how, self.site(node), new)

    # -- what looks into containers

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if all(isinstance(operator, (ast.Is, ast.IsNot)) for operator in node.ops):
            return cast("ast.expr", self.generic_visit(node))
        *_, last = parts = [node.left, *node.comparators]
        numbers = any(isinstance(part, ast.Constant) for part in parts)
        if numbers and not (len(parts) == 2 and isinstance(node.ops[0], (ast.In, ast.NotIn))):
            node.left, *node.comparators = [self.use(part, "compare") for part in parts]
            return node
        left, tests = self.visit(node.left), list[ast.expr]()
        for operator, part in zip(node.ops, node.comparators, strict=True):
            right = self.visit(part) if part is last else self.call(node, "keep", self.visit(part))
            tests.append(self.test(node, operator, left, right))
            left = self.call(node, "kept")
        return tests[0] if len(tests) == 1 else placed(ast.BoolOp(ast.And(), tests), node)

    def test(self, node: ast.Compare, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> ast.expr:
        """Return one comparison of two operands that are rewritten already."""
        if isinstance(operator, (ast.Is, ast.IsNot)):
            return placed(ast.Compare(left, [operator], [right]), node)
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = self.call(node, "contains", self.site(node), left, right)
            return found if isinstance(operator, ast.In) else placed(ast.UnaryOp(ast.Not(), found), node)
        return self.call(node, "comparison", self.site(node), constant(COMPARISONS[type(operator)], node), left, right)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Rewrite an operator: what its operands hold is looked at when both have been worked out."""
        if isinstance(node.left, SIMPLE) or isinstance(node.right, ast.Constant):
            node.left = self.use(node.left)
            node.right = self.use(node.right, "compare" if isinstance(node.op, ast.Mod) else "use")
            return node
        name = constant(OPERATORS[type(node.op)], node)
        return self.call(node, "binary", self.site(node), name, self.visit(node.left), self.visit(node.right))

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        node.values = [
            self.visit(value) if key else self.use(value) for key, value in zip(node.keys, node.values, strict=True)
        ]
        node.keys = [key and self.visit(key) for key in node.keys]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self.use(value) for value in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self.use(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test, node.body, node.orelse = self.use(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self.use(node.value, "compare")
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self.use(node.value)
        return node

    # -- inner scopes

    def each(self, loop: ast.comprehension | ast.For | ast.AsyncFor) -> ast.expr:
        """Return what a loop goes through; items for several targets are taken apart."""
        site, thing = self.site(loop.iter), self.visit(loop.iter)
        if not isinstance(loop.target, (ast.Tuple, ast.List)):
            return self.call(loop.iter, "iter", site, thing)
        return self.call(loop.iter, "each", site, thing, constant(nesting(loop.target), loop.iter))

    def apart(self, target: ast.expr, value: ast.expr) -> ast.expr:
        """Return an already rewritten value that is about to be unpacked."""
        return self.call(target, "apart", self.site(target), value, constant(nesting(target), target))

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.defaults(node.args)
        outer, self.scope = self.scope, self.scopes.by_node[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [default and self.visit(default) for default in arguments.kw_defaults]


def nesting(target: ast.expr) -> int:
    """Return how deep there are targets in targets."""
    parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else []
    return max((1 + nesting(part) for part in parts if isinstance(part, (ast.Tuple, ast.List))), default=0)


def looking(node: ast.Call, name: str) -> bool:
    """Return whether a call of a function that may ask who has called it looks at what it is given all the same."""
    return (name == "dir" and bool(node.args)) or (
        name == "print" and any(word.arg == "file" for word in node.keywords)
    )


def placed(node: Made, at: Node) -> Made:
    """Return a new node, put where `at` stands in the source."""
    node.lineno, node.col_offset = at.lineno, at.col_offset
    node.end_lineno, node.end_col_offset = at.end_lineno, at.end_col_offset
    return node


def constant(value: str | int | None, at: Node) -> ast.Constant:
    """Return the expression of a value of ours."""
    return placed(ast.Constant(value), at)


def token(scope: Scope) -> str:
    """Return the name of the local variable that stands for one activation of a function."""
    return f"{PREFIX}at_{getattr(scope.node, 'lineno', 0)}_{getattr(scope.node, 'col_offset', 0)}__"
