"""How far a look at a value reaches: the containers it goes through at that moment, each a part of one operation.

What is known of a class of the library is that its objects never change (`FIXED`, or a module in `STILL`), or what
its methods do (see `containers`). Of any other nothing is known, so that whatever is done with an object of it may
change it and all that it holds.
"""

import contextlib
import gc
from array import array
from collections import UserDict, UserList
from collections.abc import Iterable, Iterator, Mapping
from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MappingProxyType,
    MethodType,
    ModuleType,
    SimpleNamespace,
)  # fmt: skip
from typing import Any

from grader.explore.containers import ATOMS, CONTAINERS, METHODS, VIEWS
from grader.explore.operation import ALL, READ, WRITE, Kind, Operation
from grader.explore.own import local

DEEP = 4
"""How far the library is taken to look into containers of containers."""

BUFFERS = (bytearray, array, memoryview)
WINDOWS = (*VIEWS, MappingProxyType)
HOLDING = (*CONTAINERS, tuple, frozenset)
INTERPRETERS = ("builtins", "itertools", "collections")
GONE_THROUGH = (*CONTAINERS, Iterator)
FIXED = (
    *ATOMS, tuple, frozenset, type, ModuleType, FunctionType, MethodType, BuiltinFunctionType, BaseException,
    GeneratorType, SimpleNamespace, local,
)  # fmt: skip
STILL = frozenset(
    {
        "_contextvars", "_io", "_sre", "_thread", "_weakref", "abc", "builtins", "concurrent", "contextlib",
        "contextvars", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "grader", "greenlet",
        "logging", "numbers", "operator", "queue", "re", "threading", "traceback", "types", "typing", "uuid",
        "warnings", "weakref",
    }
)  # fmt: skip


class Parts(dict[int, Operation]):
    """The parts of one operation, by what they concern."""

    def add(self, kind: Kind, target: object, key: object = ALL) -> None:
        """Concern something; of two sorts of access to the same thing the more far-reaching counts."""
        known = self.get(id(target))
        if known is None:
            self[id(target)] = Operation(kind, target, key)
        else:
            self[id(target)] = Operation(kind if kind.changes else known.kind, target, key if key == known.key else ALL)


class Reach:
    """What looks reach in one execution, whose program's modules are `spaces`."""

    def __init__(self, spaces: Mapping[str, dict[str, Any]]) -> None:
        self.spaces = spaces
        self.unknown: dict[type, bool] = {}

    def opaque(self, kind: type) -> bool:
        """Return whether nothing is known of what the methods of a class, or of one it extends, do."""
        if kind not in self.unknown:
            self.unknown[kind] = not issubclass(kind, GONE_THROUGH) and any(
                base.__module__ not in self.spaces and base.__module__.partition(".")[0] not in STILL
                for base in kind.__mro__
                if base not in METHODS and base not in FIXED
            )
        return self.unknown[kind]

    def whole(self, thing: Any) -> Any:
        """Return what all that a value shows is kept in, None if that cannot change."""
        kind = type(thing)
        if kind in METHODS:
            return thing.data if issubclass(kind, (UserDict, UserList)) else thing
        if issubclass(kind, WINDOWS):
            return behind(thing)
        if issubclass(kind, memoryview):
            return thing.obj
        if issubclass(kind, GONE_THROUGH):
            return thing
        if hasattr(kind, "__dataclass_fields__") or kind is SimpleNamespace:  # text and `==` are made
            own = space(thing)
            return thing if own is None else own
        return thing if self.opaque(kind) else None

    def parts(self, things: Iterable[Any], kind: Kind, depth: int, *, attributes: bool = False) -> list[Operation]:
        """Return what a look at some values, and so deep at what they hold, concerns; their `attributes` or not."""
        found = Parts()
        for thing in things:
            self.add(found, thing, kind, depth, attributes=attributes)
        return list(found.values())

    def add(self, found: Parts, thing: Any, kind: Kind, depth: int, *, attributes: bool = False) -> None:
        """Add to `found` what a look at one value concerns; an object of which nothing is known is looked through."""
        if type(thing) in ATOMS:
            return
        depth = depth or DEEP * self.opaque(type(thing))
        attributes = attributes and depth > 0
        near, seen = [thing], set[int]()
        while near:
            for one in near:
                self.enter(found, one, kind, attributes=attributes)
            seen.update(map(id, near))
            near = [part for one in near for part in self.held(one) if id(part) not in seen] if depth else []
            depth -= 1

    def enter(self, found: Parts, thing: Any, kind: Kind, *, attributes: bool) -> None:
        """Add to `found` what a look at one value concerns, and not what that holds."""
        target = self.whole(thing)
        if target is not None:
            found.add(WRITE if issubclass(type(thing), Iterator) else kind, target)
            for container in inside(thing):
                found.add(READ, container)
        elif attributes and type(thing).__module__ in self.spaces and space(thing) is not None:
            found.add(kind, space(thing))

    def held(self, thing: Any) -> list[Any]:
        """Return what a value holds that may change itself."""
        if issubclass(type(thing), (*BUFFERS, Iterator)):
            return []
        if issubclass(type(thing), WINDOWS):
            thing = behind(thing)
        if issubclass(type(thing), BaseException):
            holds: Iterable[Any] = thing.args
        elif issubclass(type(thing), HOLDING):
            holds = thing.values() if issubclass(type(thing), Mapping) else thing
        else:
            own = space(thing)
            holds = own.values() if isinstance(own, dict) and self.whole(thing) is not None else ()
        return [part for part in list(holds) if type(part) not in ATOMS]


def space(thing: Any) -> Any:
    """Return the attributes of an object, None if it has none; what its class makes of `__dict__` is not asked."""
    if type(type(thing).__getattribute__) is not FunctionType and not hasattr(type(thing), "__getattr__"):
        return getattr(thing, "__dict__", None)
    with contextlib.suppress(AttributeError):
        return object.__getattribute__(thing, "__dict__")
    return None


def behind(thing: object) -> object:
    """Return the dictionary that a view shows, or what else this is."""
    return gc.get_referents(thing)[0] if issubclass(type(thing), WINDOWS) else thing


def inside(thing: object) -> list[object]:
    """Return the containers that an iterator of the interpreter's goes through, perhaps by way of others."""
    found: list[object] = []
    near: list[Any] = [thing] if issubclass(type(thing), Iterator) and type(thing) not in METHODS else []
    for one in near:
        if isinstance(one, GeneratorType):
            continue
        for part in gc.get_referents(one):
            if isinstance(part, CONTAINERS):
                found.append(part)
            elif type(part) is tuple or (isinstance(part, Iterator) and type(part).__module__ in INTERPRETERS):
                near.append(part)
    return found
