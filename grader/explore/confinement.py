"""The confined half of an execution: what a stranger's modules import and call, and what they were refused."""

import builtins
import importlib.util
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from grader.explore import blind
from grader.explore.border import BESIDE, MODULES, UNSEEN
from grader.explore.guards import Guards
from grader.explore.hooks import Hooks
from grader.explore.model import Failure, Source
from grader.explore.run import Run
from grader.explore.shown import Shown, given, over
from grader.explore.virtual import Modules


class Confinement:
    """What the `sources` of strangers live in; `load` executes one of them, `shared` are built-ins of everybody's."""

    def __init__(
        self,
        run: Run,
        hooks: Hooks,
        sources: Mapping[str, Source],
        load: Callable[[str], ModuleType],
        virtual: Modules,
    ) -> None:
        self.run = run
        self.sources = sources
        self.load = load
        self.spaces: dict[str, dict[str, Any]] = {}
        self.guards = Guards(run, self.spaces, hooks.untouched)
        self.builtins: dict[str, Any] = {}
        self.doors: dict[str, Any] = {}
        self.shown = Shown(virtual, self.guards, self.builtins, self.unseen)

    def equip(self, hooks: Hooks, prefix: str, shared: Mapping[str, Any]) -> None:
        """Make the built-in names of confined sources."""
        self.builtins.update(given(self.guards, {**shared, "__import__": self.import_}))
        self.doors = {**hooks.names(prefix), **self.guards.names(prefix)}
        self.builtins.update(self.doors)
        for name in ("getattr", "hasattr", "setattr", "delattr"):
            hooks.attributes[self.builtins[name]] = hooks.attributes[getattr(builtins, name)]

    def unseen(self, what: str) -> None:
        """End the execution: nobody could see what comes next."""
        self.run.unseen = what
        self.run.stop("unseen")

    def import_(
        self, name: str, _globals: Any = None, _locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> ModuleType:
        """Import for a confined source; the signature is that of `builtins.__import__`."""
        top = name.partition(".")[0]
        if level:
            raise ImportError("attempted relative import with no known parent package")
        if name in self.sources:
            return self.load(name)
        if top in UNSEEN:
            return self.blind(name if fromlist else top)
        if name not in MODULES:
            return self.other(name, fromlist)
        return self.shown[name] if fromlist else self.shown[top]

    def blind(self, name: str) -> ModuleType:
        """Return what stands for a module, with nothing real in it but two exceptions that every queue raises."""
        made, queues = blind.module(name, self.unseen), "multiprocessing.queues"
        inside = {one: getattr(self.shown["queue"], one) for one in ("Empty", "Full")}
        if name == queues:
            vars(made).update(inside)
        elif queues.startswith(f"{name}."):
            vars(made)["queues"] = blind.standing_in(queues, self.unseen, **inside)
        return made

    def other(self, name: str, fromlist: Any) -> ModuleType:
        """Import what the exercise allows, or what stands for a module; whatever else is there, nobody may import."""
        if any(name in source.allowed for source in self.sources.values()):
            return builtins.__import__(name, None, None, fromlist or ())
        if (top := name.partition(".")[0]) in BESIDE:
            return self.blind(name if fromlist else top)
        if importlib.util.find_spec(name.partition(".")[0]) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return self.guards.forbid(name)

    def refusal(self, thread: str) -> Failure | None:
        """Return what was said that may not be, and where."""
        if not self.guards.said:
            return None
        name, line = self.guards.said
        file = next((source.filename for source in self.sources.values()), "")
        return Failure(type="", message="", thread=thread, file=file, line=line, missing=name)

    def dispose(self) -> None:
        """Cut the cycles; what still runs then finds nothing but doors that are shut."""
        for space in self.spaces.values():
            space.clear()
        self.guards.stand_ins.clear()
        self.shown.clear()
        self.builtins.clear()
        self.doors = dict.fromkeys(self.doors, over)
        self.builtins.update(self.doors)
