"""Load the program's modules: prepared once, executed afresh for every execution."""

import ast
import builtins
import functools
import importlib
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.explore.addresses import identify
from grader.explore.confine import confined
from grader.explore.confinement import Confinement
from grader.explore.expressions import PREFIX, Site
from grader.explore.hooks import Hooks
from grader.explore.locks import Lock
from grader.explore.model import Failure, Source
from grader.explore.rehost import library
from grader.explore.rewrite import rewrite
from grader.explore.run import Run
from grader.explore.scopes import Scopes
from grader.explore.thread import Thread
from grader.explore.virtual import Modules

QUEUE_LOCKS = ("mutex", "not_empty", "not_full", "all_tasks_done")
HIDDEN = ("_thread", "_threading_local", "_queue", "greenlet")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A program's rewritten code: per source its code, or the error that it does not even compile with.

    The names of hooks begin with `prefix`, which no program can guess: to say a hook's name would be to be one of us.
    """

    sources: tuple[Source, ...]
    codes: tuple[CodeType | SyntaxError | ValueError, ...]
    sites: list[Site]
    last: Mapping[str, frozenset[str]]
    fine: bool
    prefix: str


def prepare(sources: tuple[Source, ...]) -> Prepared:
    """Rewrite and compile all sources."""
    trees = [parsed(source) for source in sources]
    scopes = [Scopes(tree) if isinstance(tree, ast.Module) else None for tree in trees]
    stored = frozenset(name for scope in scopes if scope for name in scope.stored)
    reflects = any(scope.reflects for scope in scopes if scope)
    fine = any(map(opens_queues, trees))
    sites: list[Site] = []
    codes: list[CodeType | SyntaxError | ValueError] = []
    last: dict[str, frozenset[str]] = {}
    prefix = f"{PREFIX}{secrets.token_hex(24)}_"
    for source, tree, scope in zip(sources, trees, scopes, strict=True):
        if not isinstance(tree, ast.Module) or scope is None:
            codes.append(tree)  # type: ignore[arg-type]  # whatever is no module is the error
            continue
        last[source.name] = frozenset(name for name in source.decorate if defined_last(tree, name))
        said = confined(tree, prefix) if source.confined else tree
        rewritten = rewrite(source, said, scope, scope.globals(stored, all_names=reflects), sites, prefix)
        codes.append(compiled(source, rewritten))
    return Prepared(sources, tuple(codes), sites, last, fine, prefix)


def opens_queues(tree: object) -> bool:
    """Return whether a source names the locks inside a queue."""
    return isinstance(tree, ast.Module) and any(
        isinstance(node, ast.Attribute) and node.attr in QUEUE_LOCKS for node in ast.walk(tree)
    )


def parsed(source: Source) -> ast.Module | SyntaxError | ValueError:
    """Return the syntax tree of a source, or why there is none."""
    try:
        tree = ast.parse(source.text, source.filename)
        compile(source.text, source.filename, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return error
    return tree


def compiled(source: Source, tree: ast.Module) -> CodeType:
    """Compile a rewritten tree."""
    return compile(tree, source.filename, "exec", dont_inherit=True)


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


class Loader:
    """The modules of one execution."""

    def __init__(self, prepared: Prepared, run: Run, seed: int) -> None:
        self.prepared = prepared
        self.run = run
        run.fine = prepared.fine
        self.modules: dict[str, ModuleType] = {}
        self.waiting = {source.name: index for index, source in enumerate(prepared.sources)}
        self.virtual = Modules(seed, self.load)
        self.spaces: dict[str, dict[str, Any]] = {}
        self.hooks = Hooks(run, prepared.sites, self.spaces, untouched())
        own = {"print": quiet_print, "input": no_input, "id": identify, f"{prepared.prefix}decorate__": self.decorate}
        self.builtins = {**vars(builtins), **self.hooks.names(prepared.prefix), **own, "__import__": self.import_}
        strangers = {source.name: source for source in prepared.sources if source.confined}
        self.confinement = Confinement(run, self.hooks, strangers, self.load, Modules(seed, self.load))
        if strangers:
            self.confinement.equip(self.hooks, prepared.prefix, own)
        self.decorated: set[str] = set()

    def load(self, name: str) -> ModuleType:
        """Return a module as the program sees it, executing it if it is a source that has not been yet."""
        if name in self.modules:
            return self.modules[name]
        if name in self.waiting:
            return self.execute(self.waiting.pop(name))
        if name in self.virtual:
            return self.virtual[name]
        if name in HIDDEN:
            self.run.unseen = f"imports {name}, which nobody can look into"
            self.run.stop("unseen")
        importlib.import_module(name)
        return sys.modules[name]

    def execute(self, index: int) -> ModuleType:
        """Execute a source."""
        source, code = self.prepared.sources[index], self.prepared.codes[index]
        if not isinstance(code, CodeType):
            raise code
        module = ModuleType(source.name)
        module.__file__ = source.filename
        self.modules[source.name] = module
        space = self.spaces[source.name] = vars(module)
        if source.confined:
            self.confinement.spaces[source.name] = space
        space["__builtins__"] = self.confinement.builtins if source.confined else self.builtins
        run = FunctionType(code, space)
        if source.confined:  # which every function has from the one that makes it: `globals()` need not show them
            del space["__builtins__"]
        run()
        for name in source.decorate:
            bound = space.get(name)
            if callable(bound) and not (name in self.decorated and name in self.prepared.last[source.name]):
                space[name] = self.decorator(source.decorate[name])(bound)
        return module

    def dispose(self) -> None:
        """Cut the cycles between functions and their globals."""
        self.confinement.dispose()
        for space in self.spaces.values():
            space.clear()
        self.builtins.clear()
        self.modules.clear()
        self.virtual.clear()

    @property
    def threading(self) -> ModuleType:
        """The module `threading` whose hooks the program can set."""
        return (self.confinement.shown if self.confinement.sources else self.virtual)["threading"]

    def refusal(self, thread: str) -> Failure | None:
        """Return what a confined source has said that it may not, None if nothing."""
        return self.confinement.refusal(thread)

    def decorate(self, name: str) -> Callable[[Any], Any]:
        """Return the decorator that function `name` of the source being executed was given."""
        self.decorated.add(name)
        return self.decorator(next(s.decorate[name] for s in self.prepared.sources if name in s.decorate))

    def decorator(self, where: str) -> Callable[[Any], Any]:
        """Return what "module:name" means."""
        module, _, name = where.partition(":")
        return getattr(self.modules[module], name)  # type: ignore[no-any-return]  # the caller of explore wrote it

    def import_(
        self, name: str, globals_: Any = None, locals_: Any = None, fromlist: Any = (), level: int = 0
    ) -> ModuleType:
        """Import for the program; the signature is that of `builtins.__import__`."""
        top = name.split(".", maxsplit=1)[0]
        if level or not (name in self.waiting or name in self.modules or top in self.virtual or name in HIDDEN):
            return builtins.__import__(name, globals_, locals_, fromlist or (), level)
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            module = self.load(".".join(parts[:end]))
        return module if fromlist else self.load(top)


@functools.cache
def untouched() -> tuple[type, ...]:
    """Return the classes whose own attributes are no variables of the program."""
    ours = library()
    names = (*ours.threading.values(), *ours.queue.values(), *ours.base.values(), *ours.pool.values())
    made = {thing for thing in names if isinstance(thing, type) and thing.__module__ in HOSTED}
    return (Lock, Thread, *made)


HOSTED = ("threading", "queue", "concurrent.futures._base", "concurrent.futures.thread", "grader.explore.rehost")


def quiet_print(*values: object, file: Any = None, **options: Any) -> None:
    """Print nowhere, unless to a file of the program's own; conversions to text still happen."""
    if file is None or file is sys.stdout or file is sys.stderr:
        for value in values:
            str(value)
    else:
        builtins.print(*values, file=file, **options)


def no_input(_prompt: object = "") -> str:
    """Read from an empty standard input."""
    raise EOFError("EOF when reading a line")
