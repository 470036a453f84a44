"""Reads and writes of attributes and items, as rewritten code calls them.

Attributes are items of the object's own `__dict__`, so that `obj.x`, `vars(obj)["x"]` and `setattr(obj, "x", ...)`
are one variable.
"""

import functools
from collections import defaultdict
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)  # fmt: skip
from typing import Any, cast

from grader.explore import containers
from grader.explore.containers import ATOMS, BARE, CONTAINERS, IMMUTABLE, PLAIN
from grader.explore.grain import GUARDS, guard
from grader.explore.methods import Methods
from grader.explore.operation import ALL, INSERT, READ, WRITE, Operation
from grader.explore.own import local
from grader.explore.reach import WINDOWS, space
from grader.explore.touches import NOTHING

SPACES = (dict, MappingProxyType)
WHOLE = ("__class__", "__dict__")
DESCRIPTORS = (
    FunctionType, property, classmethod, staticmethod, functools.cached_property, MethodDescriptorType,
    WrapperDescriptorType, ClassMethodDescriptorType,
)  # fmt: skip


class Accesses(Methods):
    """The accesses of one execution."""

    # -- attributes

    def place(self, thing: Any, name: str) -> Any:  # noqa: PLR0911  (one line per sort of object)
        """Return the target that attribute `name` of `thing` is an item of, None if no thread can tell."""
        kind = type(thing)
        if kind in BARE:
            return None
        if issubclass(kind, type):
            return thing if thing.__module__ in self.spaces else None
        if issubclass(kind, ModuleType):
            return thing.__dict__ if thing.__name__ in self.spaces else None
        found = lookup(kind, name)
        if isinstance(found, MemberDescriptorType):
            return thing
        if issubclass(kind, self.untouched) and kind.__module__ not in self.spaces and name not in self.stored:
            return None
        swapped = "__class__" in self.stored  # what is found in the class may be another one's next time
        own = None if (hasattr(type(found), "__set__") and not swapped) or is_local(thing) else space(thing)
        if own is None:
            return None
        stays = isinstance(found, DESCRIPTORS) and name not in self.stored and not swapped
        return None if name not in own and stays else own

    def get(self, site: int, thing: Any, name: str) -> Any:
        """Read an attribute."""
        if not self.run.watching:
            return self.dressed(site, thing, name, getattr(thing, name))
        if name in GUARDS and issubclass(type(thing), self.untouched):
            return self.inside(site, thing, name)
        found = self.seek(site, thing, name)
        value = getattr(thing, name)
        if found:
            self.tell(value)
        return self.dressed(site, thing, name, value)

    def seek(self, site: int, thing: Any, name: str) -> bool:
        """Announce that an attribute is about to be read, of the object or of a class; False if no thread can tell."""
        if type(thing) is super:
            self.together(site, lambda: self.inherited(thing.__self__, None, name))  # type: ignore[attr-defined]
            return False
        target = self.place(thing, name)
        if target is None:
            return False
        own = vars(thing) if issubclass(type(thing), type) else target
        if type(own) not in SPACES or (name in own and not hides(thing, name)):
            self.touch(READ, target, name, site)
        else:
            self.together(site, lambda: self.inherited(thing, target, name))
        return True

    def inside(self, site: int, thing: Any, name: str) -> Any:
        """Read a variable of the library's own."""
        self.touch(READ, guard(thing, name), ALL, site)
        value = getattr(thing, name)
        self.tell(value)
        return value

    def inherited(self, thing: Any, target: object, name: str) -> list[Operation]:
        """Return the parts of a look at an attribute that perhaps a class has, not the object: of all that could."""
        parts = [] if target is None else [Operation(READ, target, name)]
        if issubclass(type(thing), ModuleType) or (target is not None and name in (space(thing) or ())):
            return parts
        own = thing.__mro__ if issubclass(type(thing), type) else ()
        for owner in (*own, *type(thing).__mro__):
            if owner is not thing and owner.__module__ in self.spaces and self.changing(owner, name):
                parts.append(Operation(READ, owner, name))
            if name in owner.__dict__:
                break
        return parts

    def changing(self, owner: type, name: str) -> bool:
        """Return whether a class may come to have another attribute of this name: methods are taken to stay."""
        if name in self.stored:
            return True
        return name in owner.__dict__ and not isinstance(owner.__dict__[name], (*DESCRIPTORS, MemberDescriptorType))

    def set(self, site: int, value: Any, thing: Any, name: str) -> None:
        """Store an attribute."""
        if self.run.watching:
            target = self.place(thing, name)
            if name in WHOLE and not issubclass(type(thing), type) and space(thing) is not None:
                new = value if isinstance(value, dict) else {}
                self.together(site, lambda: [Operation(WRITE, space(thing)), Operation(WRITE, new)], value)
            elif target is not None:
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
        if not self.run.watching or type(thing) in IMMUTABLE:
            return thing[key]
        if issubclass(type(thing), defaultdict) and containers.filling(type(thing)):
            return self.filled(site, thing, key)
        if issubclass(type(thing), CONTAINERS):
            self.touch(READ, self.reach.whole(thing), containers.key_of(thing, key), site)
        elif issubclass(type(thing), (*WINDOWS, memoryview)) or self.reach.opaque(type(thing)):
            self.use(site, thing)
        else:
            return thing[key]
        value = cast("Any", thing)[key]
        self.tell(value)
        return value

    def filled(self, site: int, thing: defaultdict[Any, Any], key: Any) -> Any:
        """Read an item of a dictionary that makes what it lacks: at once, unless what makes it is Python code."""
        known = containers.key_of(thing, key)
        if thing.default_factory is None or self.slow(thing.default_factory):
            self.touch(READ, thing, known, site)
            value = dict.get(thing, key, NOTHING)
            if value is NOTHING and thing.default_factory is not None:
                value = thing.default_factory()
                self.setitem(site, value, thing, key)
                return value
        elif isinstance(key, PLAIN):
            self.together(site, lambda: [Operation(READ if key in thing else INSERT, thing, known)])
        else:
            self.touch(INSERT, thing, known, site)
        value = thing[key]
        self.tell(value)
        return value

    def slow(self, maker: Any) -> bool:
        """Return whether other threads can come between while this makes a value."""
        if isinstance(maker, type):
            return maker.__module__ in self.spaces
        return not isinstance(maker, (BuiltinFunctionType, MethodWrapperType))

    def setitem(self, site: int, value: Any, thing: Any, key: Any) -> None:
        """Store an item."""
        if self.run.watching:
            if isinstance(key, slice) and type(value) not in ATOMS and self.reach.whole(thing) is not None:
                self.together(site, lambda: self.acts(WRITE, thing, ALL, "", (value,)))
            elif issubclass(type(thing), CONTAINERS):
                kind = INSERT if isinstance(thing, dict) and key not in thing else WRITE
                self.touch(kind, self.reach.whole(thing), containers.key_of(thing, key), site, value)
            elif issubclass(type(thing), memoryview) or self.reach.opaque(type(thing)):
                self.use(site, thing, WRITE)
        thing[key] = value

    def delitem(self, site: int, thing: Any, key: Any) -> None:
        """Delete an item."""
        if self.run.watching:
            if issubclass(type(thing), CONTAINERS):
                known = containers.key_of(thing, key) if isinstance(thing, dict) else ALL
                self.touch(WRITE, self.reach.whole(thing), known, site)
            elif self.reach.opaque(type(thing)):
                self.use(site, thing, WRITE)
        del thing[key]


def hides(thing: Any, name: str) -> bool:
    """Return whether a class, too, has the attribute that an object has: it shows when that is deleted."""
    return owner(thing.__mro__[1:] if issubclass(type(thing), type) else type(thing).__mro__, name) is not None


def lookup(kind: type, name: str) -> Any:
    """Return what the class has under `name`, None if nothing."""
    found = owner(kind.__mro__, name)
    return None if found is None else found.__dict__[name]


def owner(classes: tuple[type, ...], name: str) -> type | None:
    """Return the first of some classes that has an attribute itself."""
    for one in classes:
        if name in one.__dict__:
            return one
    return None


def is_local(thing: object) -> bool:
    """Return whether `thing` keeps its attributes per thread."""
    return issubclass(type(thing), local)
