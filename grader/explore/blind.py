"""Modules that cannot be explored, as a confined program sees them: it may import them, and name what is in them.

Only to *use* something of them ends an execution as unseen. So a file that has functions for processes beside those
for threads can be explored as far as the latter go.
"""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

CHOICE = "multiprocessing.get_context"
HANDLERS = (
    "Handler", "StreamHandler", "NullHandler", "Filter", "setLoggerClass", "setLogRecordFactory",
    "addLevelName",
)  # fmt: skip
"""Of `logging`, what it keeps for the whole process, under locks of CPython's own."""

Tell = Callable[[str], None]


class Blind(type):
    """The class of stand-ins: each is a class, so that it can be called, inherited from, or looked into further."""

    _said: str
    _tell: Any

    def __getattr__(cls, name: str) -> "Blind":
        """Stand in for something inside."""
        if name.startswith("__"):
            raise AttributeError(name)
        return standing_in(f"{cls.__qualname__}.{name}", cls._tell)

    def __call__(cls, *_: Any, **__: Any) -> "Blind | None":
        """Be used, or have a class used that inherits from this one; to choose a start method is no use of it yet."""
        if cls._said == CHOICE:
            return standing_in(CHOICE.partition(".")[0], cls._tell)
        cls._tell(f"uses {cls._said}, which nobody can look into")
        return None


def standing_in(name: str, tell: Tell, **inside: Any) -> Blind:
    """Return what stands for `name`, with what is real `inside`."""
    about = {"__qualname__": name, "_said": name, "_tell": staticmethod(tell)}
    return Blind(name.rpartition(".")[2], (), {**about, **inside})


def module(name: str, tell: Tell) -> ModuleType:
    """Return a module in which there is everything that one asks for."""
    made = ModuleType(name)

    def inside(wanted: str) -> Blind:
        if wanted.startswith("__"):
            raise AttributeError(f"module {name!r} has no attribute {wanted!r}", name=wanted)
        return standing_in(f"{name}.{wanted}", tell)

    vars(made)["__getattr__"] = inside
    return made


def handlers(tell: Tell) -> dict[str, Blind]:
    """Return what stands for the names of `logging` by which one execution would reach into the next."""
    return {name: standing_in(f"logging.{name}", tell) for name in HANDLERS}


def logging(tell: Tell) -> ModuleType:
    """Return `logging` as far as it tells nobody anything."""
    real, made = vars(importlib.import_module("logging")), ModuleType("logging")

    def basic_config(**options: Any) -> None:
        if options.keys() & {"stream", "handlers", "filename"}:
            tell("hands a handler to logging, which nobody can look into")
        real["basicConfig"](**options)

    vars(made).update(
        {**real, **handlers(tell), "FileHandler": standing_in("logging.FileHandler", tell), "basicConfig": basic_config}
    )
    return made
