"""Reads and writes of variables, attributes and items, as rewritten code calls them.

Attributes are items of the object's own `__dict__`, globals items of the module's, so that `obj.x`,
`vars(obj)["x"]` and `setattr(obj, "x", ...)` are one variable.
"""

import functools
from array import array
from collections.abc import Iterator, Mapping
from types import (
    ClassMethodDescriptorType,
    FunctionType,
    GeneratorType,
    MemberDescriptorType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)  # fmt: skip
from typing import Any, cast

from grader.explore import containers
from grader.explore.containers import ATOMS, BARE, CONTAINERS, IMMUTABLE
from grader.explore.expressions import Site
from grader.explore.grain import GUARDS, guard
from grader.explore.operation import ALL, INSERT, READ, WRITE, Kind, Operation
from grader.explore.own import local
from grader.explore.run import Run

NOTHING = object()
HOLDING = (*CONTAINERS, tuple, frozenset)
DEEP = 3
"""How far the library is taken to look into containers of containers."""

DESCRIPTORS = (
    FunctionType, property, classmethod, staticmethod, functools.cached_property, MethodDescriptorType,
    WrapperDescriptorType, ClassMethodDescriptorType,
)  # fmt: skip


class Accesses:
    """The accesses of one execution."""

    def __init__(
        self, run: Run, sites: list[Site], spaces: Mapping[str, dict[str, Any]], untouched: tuple[type, ...]
    ) -> None:
        self.run = run
        self.sites = sites
        self.spaces = spaces
        self.untouched = untouched
        self.busy: list[GeneratorType[Any, Any, Any]] = []
        self.attributes: dict[Any, Kind] = {**containers.ATTRIBUTES}

    def touch(  # noqa: PLR0913, PLR0917  (one call per access; anything wrapped would double its cost)
        self, kind: Kind, target: object, key: object, site: int, value: object = NOTHING, action: str = ""
    ) -> None:
        """Make one access an operation."""
        run = self.run
        if run.watching or run.stopped:
            operation = Operation(kind, target, key)
            operation.told = (site, value, action, NOTHING)
            run.step(run.current, operation)

    def tell(self, value: object) -> None:
        """Add to the latest event what value it found."""
        if self.run.teller and self.run.trace:
            event = self.run.trace[-1]
            if event.told:
                event.told = (event.told[0], value, *event.told[2:])

    # -- variables

    def see(self, site: int, token: object) -> None:
        """Announce the read of a shared variable."""
        place = self.sites[site]
        self.touch(READ, self.spaces[place.module] if token is None else token, place.name, site)

    def got(self, _seen: None, value: Any) -> Any:
        """Pass on what the variable held."""
        if self.run.teller and self.run.watching:
            self.tell(value)
        return value

    def put(self, site: int, token: object, value: Any) -> Any:
        """Announce the store of `value`, which follows at once."""
        place = self.sites[site]
        self.touch(WRITE, self.spaces[place.module] if token is None else token, place.name, site, value)
        return value

    def token(self) -> object:
        """Return what stands for one activation of a function."""
        return object()

    # -- attributes

    def place(self, thing: Any, name: str) -> Any:  # noqa: PLR0911  (one line per sort of object)
        """Return the target that attribute `name` of `thing` is an item of, None if no thread can tell."""
        kind = type(thing)
        if kind in BARE:
            return None
        if isinstance(thing, type):
            return thing if thing.__module__ in self.spaces else None
        if isinstance(thing, ModuleType):
            return thing.__dict__ if thing.__name__ in self.spaces else None
        found = lookup(kind, name)
        if isinstance(found, MemberDescriptorType):
            return thing
        if isinstance(thing, self.untouched) and kind.__module__ not in self.spaces:
            return None
        if hasattr(type(found), "__set__") or not hasattr(thing, "__dict__") or is_local(thing):
            return None
        own = thing.__dict__
        return None if name not in own and isinstance(found, DESCRIPTORS) else own

    def get(self, site: int, thing: Any, name: str) -> Any:
        """Read an attribute."""
        if not self.run.watching:
            return self.bound(site, thing, name)
        if name in GUARDS and isinstance(thing, self.untouched):
            return self.inside(site, thing, name)
        target = self.place(thing, name)
        if target is None:
            return self.bound(site, thing, name)
        self.touch(READ, target, name, site)
        self.inherited(site, thing, name)
        value = getattr(thing, name)
        self.tell(value)
        return value

    def inside(self, site: int, thing: Any, name: str) -> Any:
        """Read a variable of the library's own."""
        self.touch(READ, guard(thing, name), ALL, site)
        value = getattr(thing, name)
        self.tell(value)
        return value

    def inherited(self, site: int, thing: Any, name: str) -> None:
        """Announce that the class, not the object, has the attribute."""
        if isinstance(thing, ModuleType):
            return
        classes = thing.__mro__ if isinstance(thing, type) else type(thing).__mro__
        if not isinstance(thing, type) and name in getattr(thing, "__dict__", ()):
            return
        for owner in classes:
            if name in owner.__dict__ and owner is not thing and owner.__module__ in self.spaces:
                if not isinstance(owner.__dict__[name], (*DESCRIPTORS, MemberDescriptorType)):
                    self.touch(READ, owner, name, site)
                return

    def bound(self, site: int, thing: Any, name: str) -> Any:
        """Return an attribute; a container's method comes with its announcement."""
        value = getattr(thing, name)
        if type(thing) in IMMUTABLE:
            return value
        access = containers.access(thing, name)
        if access is None:
            return value

        def method(*args: Any, **kwargs: Any) -> Any:  # not a partial, which would show what it is made of
            return self.act(site, thing, name, access, value, *args, **kwargs)

        method.__name__ = name  # a Thread is named after its target
        return method

    def act(
        self, site: int, thing: Any, name: str, access: containers.Access, method: Any, /, *args: Any, **kwargs: Any
    ) -> Any:
        """Call a container's method."""
        if self.run.watching:
            kind, one = access
            key = containers.key_of(thing, args[0]) if one and args else ALL
            if kind is INSERT and name not in ("setdefault", "pop"):
                kind = WRITE
            if name in containers.SEEKERS:
                for compared in (*held(thing), *args):
                    self.compare(site, compared)
            self.touch(kind, thing, key, site, args[0] if args else NOTHING, name)
            if name not in containers.STORES and name not in containers.SEEKERS:
                for argument in args:
                    self.use(site, argument)
        return method(*args, **kwargs)

    def use(self, site: int, thing: Any, kind: Kind = READ) -> Any:
        """Pass on a value; if it is a container, all of it is about to be looked at (or changed)."""
        if self.run.watching and type(thing) not in IMMUTABLE:
            if isinstance(thing, CONTAINERS):
                self.touch(kind, thing, ALL, site)
            elif isinstance(thing, Iterator):
                self.touch(WRITE, thing, ALL, site)
            elif hasattr(type(thing), "__dataclass_fields__") and hasattr(thing, "__dict__"):  # text and `==` are made
                self.touch(kind, thing.__dict__, ALL, site)
        return thing

    def look(self, site: int, thing: Any, kind: Kind, depth: int, *, attributes: bool = True) -> None:
        """Announce that a value is about to be looked at, and so deep what it holds, its `attributes` or not."""
        self.use(site, thing, kind)
        own = getattr(thing, "__dict__", None) if attributes and type(thing).__module__ in self.spaces else None
        if own is not None and depth:
            self.touch(kind, own, ALL, site)
        if depth:
            for part in held(thing):
                self.look(site, part, kind, depth - 1, attributes=attributes)

    def compare(self, site: int, thing: Any) -> Any:
        """Pass on a value that is about to be compared or made a text: what its containers hold is looked at, too."""
        if self.run.watching and type(thing) not in ATOMS:
            self.look(site, thing, READ, DEEP, attributes=False)
        return thing

    def match(self, site: int, thing: Any) -> Any:
        """Pass on a value that patterns are about to be held against."""
        if self.run.watching and type(thing) not in ATOMS:
            self.look(site, thing, READ, DEEP)
        return thing

    def set(self, site: int, value: Any, thing: Any, name: str) -> None:
        """Store an attribute."""
        if self.run.watching:
            target = self.place(thing, name)
            if target is not None:
                self.touch(WRITE, target, name, site, value)
        setattr(thing, name, value)

    def delete(self, site: int, thing: Any, name: str) -> None:
        """Delete an attribute."""
        if self.run.watching:
            target = self.place(thing, name)
            if target is not None:
                self.touch(WRITE, target, name, site)
        delattr(thing, name)

    # -- items

    def item(self, site: int, thing: Any, key: Any) -> Any:
        """Read an item."""
        if not self.run.watching or not isinstance(thing, CONTAINERS):
            return thing[key]
        self.touch(READ, thing, containers.key_of(thing, key), site)
        value = cast("Any", thing)[key]
        self.tell(value)
        return value

    def setitem(self, site: int, value: Any, thing: Any, key: Any) -> None:
        """Store an item."""
        if self.run.watching and isinstance(thing, CONTAINERS):
            kind = INSERT if isinstance(thing, dict) and key not in thing else WRITE
            self.touch(kind, thing, containers.key_of(thing, key), site, value)
        thing[key] = value

    def delitem(self, site: int, thing: Any, key: Any) -> None:
        """Delete an item."""
        if self.run.watching and isinstance(thing, CONTAINERS):
            self.touch(WRITE, thing, containers.key_of(thing, key) if isinstance(thing, dict) else ALL, site)
        del thing[key]


def held(thing: Any) -> list[Any]:
    """Return what a container holds that may change itself."""
    if not isinstance(thing, HOLDING) or isinstance(thing, (bytearray, array)):
        return []
    return [part for part in list(thing.values() if isinstance(thing, dict) else thing) if type(part) not in ATOMS]


def lookup(kind: type, name: str) -> Any:
    """Return what the class has under `name`, None if nothing."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def is_local(thing: object) -> bool:
    """Return whether `thing` keeps its attributes per thread."""
    return isinstance(thing, local)
