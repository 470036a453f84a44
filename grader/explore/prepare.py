"""A program's code, rewritten: made once, executed afresh for every execution.

What a stranger wrote is rewritten for every program anew, with names of hooks that nobody can guess: to say a hook's
name would be to be one of us. Other sources come again and again, a scenario or a control with every submission: what
was made of one is kept, also for the processes that are forked later.
"""

import ast
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import urandom  # not `secrets`, which loads OpenSSL into every sandbox
from types import CodeType

from grader.explore import grain_pool
from grader.explore.confine import confined
from grader.explore.expressions import PREFIX, Site
from grader.explore.model import Source
from grader.explore.rewrite import rewrite
from grader.explore.scopes import Scopes

GRAINS = {
    "Queue": ("", ("mutex", "not_empty", "not_full", "all_tasks_done")),
    "Barrier": ("Barrier", ("_cond",)),
    "Future": ("utures", ("_condition",)),
    "Pool": ("utures", grain_pool.NAMES),
}
"""Of which sort of the library's objects the methods happen at once: what every program says that has one, and the
names with which it could tell, those of the locks inside, say."""
Code = CodeType | SyntaxError | ValueError


def fresh_prefix() -> str:
    """Return how the names of hooks begin in some sources."""
    return f"{PREFIX}{urandom(24).hex()}_"


OPEN = fresh_prefix()
"""How hooks are called in all sources that are not confined."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A program's rewritten code: per source its code, or the error that it does not even compile with.

    The names of hooks begin with `prefix` in confined sources, with OPEN in the others. `stored` are the names of the
    attributes that the program stores somewhere, among them perhaps a method's; `fine` are those GRAINS it could tell.
    """

    sources: tuple[Source, ...]
    codes: tuple[Code, ...]
    sites: list[Site]
    last: Mapping[str, frozenset[str]]
    fine: frozenset[str]
    prefix: str
    stored: frozenset[str]


class Module:
    """One source, read; its code depends on what the other sources of a program store."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.error: SyntaxError | ValueError | None = None
        self.stored: frozenset[str] = frozenset()
        self.last: frozenset[str] = frozenset()
        self.fine: frozenset[str] = frozenset()
        self.reflects = False
        self.codes: dict[tuple[frozenset[str], int, str], tuple[CodeType, list[Site]]] = {}
        try:
            tree, scopes = self.read()
            compile(source.text, source.filename, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            self.error = error
            return
        self.last = frozenset(name for name in source.decorate if defined_last(tree, name))
        self.stored, self.reflects = frozenset(scopes.stored), scopes.reflects
        self.fine = told_apart(source.text, tree)
        self.unspent: tuple[ast.Module, Scopes] | None = (tree, scopes)
        self.scopes = scopes

    def read(self) -> tuple[ast.Module, Scopes]:
        """Return the syntax tree and its scopes; raises what the parser has to say."""
        tree = ast.parse(self.source.text, self.source.filename)
        return tree, Scopes(tree)

    def written(self, stored: frozenset[str], first: int, prefix: str, *, reflects: bool) -> tuple[Code, list[Site]]:
        """Return the code and its sites, numbered from `first`, in a program that stores attributes so named."""
        if self.error is not None:
            return self.error, []
        shared = self.scopes.globals(stored, all_names=reflects)
        key = (shared, first, prefix)
        if key not in self.codes:
            self.codes[key] = self.rewritten(*key)
        return self.codes[key]

    def rewritten(self, shared: frozenset[str], first: int, prefix: str) -> tuple[CodeType, list[Site]]:
        """Rewrite and compile the tree, which cannot be used again."""
        tree, scopes = self.unspent or self.read()
        self.unspent = None
        sites: list[Site] = []
        said = confined(tree, prefix) if self.source.confined else tree
        new = rewrite(self.source, said, scopes, shared, sites, first, prefix)
        return compile(new, self.source.filename, "exec", dont_inherit=True), sites


@functools.lru_cache(maxsize=64)
def kept(source: Source) -> Module:
    """Return a source that is not confined, read at most once."""
    return Module(source)


def keep(source: Source) -> None:
    """Rewrite a source ahead, as the first of its program; a program whose others store into it needs it otherwise."""
    module = kept(source)
    module.written(module.stored, 0, OPEN, reflects=module.reflects)


def prepare(sources: tuple[Source, ...]) -> Prepared:
    """Rewrite and compile all sources."""
    modules = [Module(source) if source.confined else kept(source) for source in sources]
    stored = frozenset[str]().union(*(module.stored for module in modules))
    reflects = any(module.reflects for module in modules)
    prefix = fresh_prefix()
    sites: list[Site] = []
    codes: list[Code] = []
    for module in modules:
        hooked = prefix if module.source.confined else OPEN
        code, own = module.written(stored, len(sites), hooked, reflects=reflects)
        sites += own
        codes.append(code)
    last = {module.source.name: module.last for module in modules}
    named = frozenset[str]().union(*(module.fine for module in modules))
    fine = frozenset(kind for kind in named if any(GRAINS[kind][0] in source.text for source in sources))
    return Prepared(sources, tuple(codes), sites, last, fine, prefix, stored)


def told_apart(text: str, tree: ast.Module) -> frozenset[str]:
    """Return from which of GRAINS a source could tell CPython's own."""
    kinds = {name: kind for kind, (_, names) in GRAINS.items() for name in names if name in text}
    return frozenset(kinds[name] for name in said(tree) & kinds.keys()) if kinds else frozenset()


def said(tree: ast.Module) -> set[str]:
    """Return what a source calls attributes, arguments and what it imports, and all its strings."""
    fields = {ast.Attribute: "attr", ast.alias: "name", ast.keyword: "arg", ast.Constant: "value"}
    nodes = list(ast.walk(tree))
    if any(isinstance(node, ast.alias) and node.name == "*" for node in nodes):
        fields[ast.Name] = "id"
    found = (getattr(node, fields[type(node)]) for node in nodes if type(node) in fields)
    return {name for name in found if isinstance(name, str)}


def defined_last(tree: ast.Module, name: str) -> bool:
    """Return whether the last statement at module level that binds `name` is a `def`."""
    return [kind for bound, kind in bindings(tree) if bound == name][-1:] == [ast.FunctionDef]


def bindings(node: ast.AST) -> Iterator[tuple[str, type[ast.AST]]]:
    """Return the names that the module level binds, in order, and by what kind of node."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield child.name, type(child)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id, ast.Name
        elif not isinstance(child, ast.Lambda):
            yield from bindings(child)
