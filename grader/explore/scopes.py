"""Which names of a module are shared variables: globals and captured locals that are bound more than once, or late.

A name bound exactly once, by a statement outside of any loop, is as good as a constant to whoever can ask for it only
later: a local one that is bound before there is an inner function that uses it, a global one before any thread.
"""

# ruff: noqa: D102  (what `visit_X` does is said by its name: enter what an X binds and uses)

import ast

from grader.explore.scope import COMPREHENSIONS, Scope

REFLECTION = frozenset({"globals", "vars", "setattr", "delattr", "__dict__", "exec", "eval", "__setattr__"})
STORES = frozenset({"setattr", "delattr", "__setattr__", "__delattr__"})
STARTS = frozenset({".start", ".submit", ".map", "getattr", "methodcaller", ".methodcaller"})
"""Whoever names one of these attributes, or what can say any, may start a thread."""


class Scopes(ast.NodeVisitor):
    """Every scope of one module, by its node, and the names of its globals that are shared variables."""

    def __init__(self, tree: ast.Module) -> None:
        self.by_node: dict[ast.AST, Scope] = {}
        self.loops = self.places = 0
        self.unreached = False
        self.stored: set[str] = set()
        self.reflects = False
        self.scope = self.module = self.enter(tree)
        self.klass = ""
        for statement in tree.body:
            self.visit(statement)
        for scope in self.by_node.values():
            self.resolve(scope)
        self.starts = self.starting()

    def enter(self, node: ast.AST, parent: Scope | None = None) -> Scope:
        self.places += 1
        self.by_node[node] = Scope(node, parent, self.places)
        return self.by_node[node]

    def starting(self) -> bool:
        """Return whether the module itself may start a thread, by whatever it defines, while it is executed."""
        said = {"": set[str]()}  # by the functions and classes of each name, and by the module itself
        for scope in self.by_node.values():
            for outer in scope.around():
                said.setdefault(getattr(outer.node, "name", "lambda"), set()).update(scope.said)
            if scope.home() is None:
                said[""] |= scope.said
        starters, more = set[str](), set(STARTS)
        while more:
            starters |= more
            more = {name for name, names in said.items() if names & starters} - starters
        return "" in starters

    def resolve(self, scope: Scope) -> None:
        """Tell the owners which of their names are captured, and the module what functions rebind."""
        for name in scope.used | scope.nonlocals:
            owner = scope.owner(name)
            if owner is not None and owner is not scope:
                owner.capture(name, scope)
        for name in scope.nonlocals:
            owner = scope.owner(name)
            if owner is not None:
                owner.bound[name] += 2
        if scope is not self.module:
            for name in scope.globals & set(scope.bound):
                self.module.bound[name] += 2

    def globals(self, stored: frozenset[str], *, all_names: bool) -> frozenset[str]:
        """Return the global names to watch; `stored` are attributes that some source stores."""
        every = all_names or self.reflects or self.starts
        return frozenset(name for name, times in self.module.bound.items() if every or times > 1 or name in stored)

    def say(self, *names: str) -> None:
        """Take note of names that may stand for what starts a thread."""
        if not self.unreached:
            self.scope.said.update(names)

    def bind(self, name: str) -> None:
        self.places += 1
        self.scope.bound[mangle(name, self.klass)] += 2 if self.loops else 1
        self.scope.last[mangle(name, self.klass)] = self.places

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in REFLECTION:
            self.reflects = True
        if isinstance(node.ctx, ast.Load):
            self.scope.used.add(mangle(node.id, self.klass))
            self.say(node.id)
        else:
            self.bind(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in REFLECTION:
            self.reflects = True
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.attr)
        else:
            self.say(f".{node.attr}", node.attr)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        if getattr(node.func, "id", getattr(node.func, "attr", "")) in STORES:
            said = [part.value for part in node.args if isinstance(part, ast.Constant)]
            self.stored.update(name for name in said if isinstance(name, str))
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.globals.update(mangle(name, self.klass) for name in node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocals.update(mangle(name, self.klass) for name in node.names)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.loops += 1
        for part in (node.target, *node.body):
            self.visit(part)
        self.loops -= 1
        for part in node.orelse:
            self.visit(part)

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_While(self, node: ast.While) -> None:
        self.loops += 1
        self.generic_visit(node)
        self.loops -= 1

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        outer, self.unreached = self.unreached, self.unreached or is_main(node.test)
        for part in node.body:
            self.visit(part)
        self.unreached = outer
        for part in node.orelse:
            self.visit(part)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.bind((alias.asname or alias.name).split(".")[0])

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.scope.used.add(mangle(node.target.id, self.klass))
            self.bind(node.target.id)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)
        elif isinstance(node.target, ast.Name):
            self.scope.bound[mangle(node.target.id, self.klass)] += 0

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs  # noqa: N815

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.bind(node.rest)
        self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        inner = self.scope
        while isinstance(self.scope.node, COMPREHENSIONS) and self.scope.parent:
            self.scope = self.scope.parent
        self.bind(node.target.id)
        self.scope = inner

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.bind(node.name)
        for part in node.decorator_list:
            self.visit(part)
        self.function(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.function(node, [node.body])

    def function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        body: list[ast.AST] | list[ast.stmt] | list[ast.expr],
    ) -> None:
        arguments = node.args
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self.visit(default)
        outer, loops = self.scope, self.loops
        self.scope, self.loops = self.enter(node, outer), 0
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
        for argument in every:
            if argument is not None:
                self.bind(argument.arg)
        for part in body:
            self.visit(part)
        self.scope, self.loops = outer, loops

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node.name)
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        outer, loops, klass = self.scope, self.loops, self.klass
        self.scope, self.loops, self.klass = self.enter(node, outer), 0, node.name
        for part in node.body:
            self.visit(part)
        self.scope, self.loops, self.klass = outer, loops, klass

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        first, *rest = node.generators
        self.visit(first.iter)
        outer, loops = self.scope, self.loops
        self.scope, self.loops = self.enter(node, outer), 1
        self.visit(first.target)
        for part in (*first.ifs, *rest):
            self.visit(part)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.visit(part)
        self.scope, self.loops = outer, loops

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension  # noqa: N815


def is_main(test: ast.expr) -> bool:
    """Return whether this holds only in a module that is run as a program, which an explored one is not."""
    match test:
        case ast.Compare(left=ast.Name("__name__"), ops=[ast.Eq()], comparators=[ast.Constant("__main__")]):
            return True
        case ast.Compare(left=ast.Constant("__main__"), ops=[ast.Eq()], comparators=[ast.Name("__name__")]):
            return True
    return False


def mangle(name: str, klass: str) -> str:
    """Return the name that the compiler makes of a private name inside class `klass`."""
    klass = klass.lstrip("_")
    if not klass or not name.startswith("__") or name.endswith("__"):
        return name
    return f"_{klass}{name}"
