"""Load the program's modules, executed afresh for every execution."""

import builtins
import functools
import importlib
import sys
from collections.abc import Callable
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.explore import blind
from grader.explore.addresses import identify
from grader.explore.border import UNSEEN
from grader.explore.confinement import Confinement
from grader.explore.hooks import Hooks
from grader.explore.locks import Lock
from grader.explore.model import Failure
from grader.explore.prepare import OPEN, Prepared
from grader.explore.rehost import library
from grader.explore.run import Run
from grader.explore.surroundings import quiet_print
from grader.explore.thread import Thread
from grader.explore.virtual import Modules

HIDDEN = ("_thread", "_threading_local", "_queue", "greenlet")


class Loader:
    """The modules of one execution."""

    def __init__(self, prepared: Prepared, run: Run, seed: int) -> None:
        self.prepared = prepared
        self.run = run
        run.fine = prepared.fine
        self.modules: dict[str, ModuleType] = {}
        self.strange = {source.name for source in prepared.sources if source.shown}
        self.waiting = {source.name: index for index, source in enumerate(prepared.sources)}
        self.virtual = Modules(seed, self.load)
        self.spaces: dict[str, dict[str, Any]] = {}
        self.hooks = Hooks(run, prepared, self.spaces, untouched())
        own = {"print": quiet_print, "input": no_input, "id": identify}
        hooks = {**self.hooks.names(OPEN), f"{OPEN}decorate__": self.decorate}
        self.builtins = {**vars(builtins), **hooks, **own, "__import__": self.import_}
        strangers = {source.name: source for source in prepared.sources if source.confined}
        self.confinement: Confinement | None = None
        if strangers:
            self.confinement = Confinement(run, self.hooks, strangers, self.load, Modules(seed, self.load))
            self.confinement.equip(self.hooks, prepared.prefix, {**own, f"{prepared.prefix}decorate__": self.decorate})
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
            self.unseen(f"imports {name}, which nobody can look into")
        importlib.import_module(name)
        return sys.modules[name]

    def unseen(self, what: str) -> None:
        """End the execution: nobody could see what comes next."""
        self.run.unseen = what
        self.run.stop("unseen")

    def execute(self, index: int) -> ModuleType:
        """Execute a source."""
        source, code = self.prepared.sources[index], self.prepared.codes[index]
        if not isinstance(code, CodeType):
            raise code
        module = ModuleType(source.name)
        module.__file__ = source.filename
        self.modules[source.name] = module
        space = self.spaces[source.name] = vars(module)
        confinement = self.confinement if source.confined else None
        space["__builtins__"] = confinement.builtins if confinement else self.builtins
        run = FunctionType(code, space)
        if confinement:
            confinement.spaces[source.name] = space
            del space["__builtins__"]  # which functions have from the one that makes them: `globals()` need not show
        run()
        for name in source.decorate:
            bound = space.get(name)
            if callable(bound) and not (name in self.decorated and name in self.prepared.last[source.name]):
                space[name] = self.decorator(source.decorate[name])(bound)
        return module

    def dispose(self) -> None:
        """Cut the cycles between functions and their globals."""
        if self.confinement:
            self.confinement.dispose()
            self.confinement = None
        self.hooks.attributes.clear()
        for space in self.spaces.values():
            space.clear()
        self.builtins.clear()
        self.modules.clear()
        self.virtual.clear()

    @property
    def threading(self) -> ModuleType:
        """The module `threading` whose hooks the program can set."""
        return (self.confinement.shown if self.confinement else self.virtual)["threading"]

    def refusal(self, thread: str) -> Failure | None:
        """Return what a confined source has said that it may not, None if nothing."""
        return self.confinement.refusal(thread) if self.confinement else None

    def decorate(self, name: str) -> Callable[[Any], Any]:
        """Return the decorator that function `name` of the source being executed was given."""
        self.decorated.add(name)
        return self.decorator(next(s.decorate[name] for s in self.prepared.sources if name in s.decorate))

    def decorator(self, where: str) -> Callable[[Any], Any]:
        """Return what "module:name" means."""
        module, _, name = where.partition(":")
        decorator: Callable[[Any], Any] = getattr(self.modules[module], name)  # the caller of explore wrote it
        return self.confinement.guards.standing_in(decorator) if self.confinement else decorator

    def import_(
        self, name: str, globals_: Any = None, locals_: Any = None, fromlist: Any = (), level: int = 0
    ) -> ModuleType:
        """Import for the program; the signature is that of `builtins.__import__`."""
        top = name.split(".", maxsplit=1)[0]
        if not level and (globals_ or {}).get("__name__") in self.strange:
            if (top in UNSEEN and name not in HIDDEN) or name.startswith("logging."):
                return blind.module(name if fromlist else top, self.unseen)
            if name == "logging":
                return blind.logging(self.unseen)
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


def no_input(_prompt: object = "") -> str:
    """Read from an empty standard input."""
    raise EOFError("EOF when reading a line")
