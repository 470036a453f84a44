"""Reads and writes of variables, attributes and items, as rewritten code calls them.

Attributes are items of the object's own `__dict__`, globals items of the module's, so that `obj.x`,
`vars(obj)["x"]` and `setattr(obj, "x", ...)` are one variable.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from types import (
    ClassMethodDescriptorType,
    FunctionType,
    GeneratorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)  # fmt: skip
from typing import Any, cast

from grader.explore import containers
from grader.explore.containers import ATOMS, BARE, CONTAINERS, IMMUTABLE
from grader.explore.grain import GUARDS, guard
from grader.explore.operation import ALL, INSERT, READ, WRITE, Kind, Operation
from grader.explore.own import local
from grader.explore.prepare import Prepared
from grader.explore.reach import DEEP, WINDOWS, Parts, Reach
from grader.explore.run import Run

NOTHING = object()
SPACES = (dict, MappingProxyType)
WHOLE = ("__class__", "__dict__")
DESCRIPTORS = (
    FunctionType, property, classmethod, staticmethod, functools.cached_property, MethodDescriptorType,
    WrapperDescriptorType, ClassMethodDescriptorType,
)  # fmt: skip


class Accesses:
    """The accesses of one execution."""

    def __init__(
        self, run: Run, prepared: Prepared, spaces: Mapping[str, dict[str, Any]], untouched: tuple[type, ...]
    ) -> None:
        self.run = run
        self.sites = prepared.sites
        self.stored = prepared.stored
        self.spaces = spaces
        self.untouched = untouched
        self.reach = Reach(spaces)
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

    def together(
        self, site: int, parts: Callable[[], list[Operation]], value: object = NOTHING, action: str = ""
    ) -> None:
        """Make several accesses at one moment an operation; what they concern may be more when that moment comes."""
        run = self.run
        if run.watching or run.stopped:
            found = parts()
            if found:
                operation = Operation(READ)
                operation.told = (site, value, action, NOTHING)
                operation.involve(found)
                operation.perform = lambda this: this.involve(parts())
                run.step(run.current, operation)

    def look(self, site: int, things: Iterable[Any], kind: Kind, depth: int, *, attributes: bool = False) -> None:
        """Announce that values are about to be looked at, and so deep what they hold, their `attributes` or not."""
        self.together(site, lambda: self.reach.parts(things, kind, depth, attributes=attributes))

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

    def bind(self, site: int, token: object) -> Callable[[Any], Any]:
        """Return what a definition goes through, as the last of its decorators, before a name is bound to it."""
        return lambda made: self.put(site, token, made)

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
        if isinstance(thing, self.untouched) and kind.__module__ not in self.spaces and name not in self.stored:
            return None
        if hasattr(type(found), "__set__") or not hasattr(thing, "__dict__") or is_local(thing):
            return None
        own = thing.__dict__
        return None if name not in own and isinstance(found, DESCRIPTORS) and name not in self.stored else own

    def get(self, site: int, thing: Any, name: str) -> Any:
        """Read an attribute."""
        if not self.run.watching:
            return self.bound(site, thing, name)
        if name in GUARDS and isinstance(thing, self.untouched):
            return self.inside(site, thing, name)
        if type(thing) is super:
            self.together(site, lambda: self.inherited(thing.__self__, None, name))  # type: ignore[attr-defined]
            return self.bound(site, thing, name)
        target = self.place(thing, name)
        if target is None:
            return self.bound(site, thing, name)
        own = vars(thing) if isinstance(thing, type) else target
        if type(own) not in SPACES or name in own:
            self.touch(READ, target, name, site)
        else:
            self.together(site, lambda: self.inherited(thing, target, name))
        value = getattr(thing, name)
        self.tell(value)
        return value

    def inside(self, site: int, thing: Any, name: str) -> Any:
        """Read a variable of the library's own."""
        self.touch(READ, guard(thing, name), ALL, site)
        value = getattr(thing, name)
        self.tell(value)
        return value

    def inherited(self, thing: Any, target: object, name: str) -> list[Operation]:
        """Return the parts of a look at an attribute that perhaps a class has, not the object: of all that could."""
        parts = [] if target is None else [Operation(READ, target, name)]
        if isinstance(thing, ModuleType) or (target is not None and name in getattr(thing, "__dict__", ())):
            return parts
        for owner in type(thing).__mro__ if not isinstance(thing, type) else thing.__mro__:
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

    def bound(self, site: int, thing: Any, name: str) -> Any:
        """Return an attribute; a container's method comes with its announcement."""
        value = getattr(thing, name)
        if type(thing) in IMMUTABLE:
            return value
        holder = thing.__self__ if type(thing) is super else thing  # type: ignore[attr-defined]
        access = containers.access(holder, name, value)
        if access is None and type(value) in containers.CALLED:
            access = self.surmise(holder, value)
        if access is None:
            return value

        def method(*args: Any, **kwargs: Any) -> Any:  # not a partial, which would show what it is made of
            return self.act(site, holder, name, access, value, *args, **kwargs)

        method.__name__ = name  # a Thread is named after its target
        return method

    def surmise(self, thing: Any, method: Any) -> containers.Access | None:
        """Return what a method may do of whose class nothing is known, unless it is the program's own."""
        if isinstance(thing, (*WINDOWS, memoryview)):
            return containers.LOOK
        if isinstance(method, MethodType) and getattr(method.__func__, "__module__", None) in self.spaces:
            return None
        return containers.CHANGE if self.reach.opaque(type(thing)) else None

    def act(
        self, site: int, thing: Any, name: str, access: containers.Access, method: Any, /, *args: Any, **kwargs: Any
    ) -> Any:
        """Call a container's method."""
        if self.run.watching:
            kind, one = access
            key = containers.key_of(thing, args[0]) if one and args else ALL
            if kind is INSERT and name not in containers.MAKING:
                kind = WRITE
            told = args[0] if args else NOTHING
            alone = type(thing) in containers.METHODS and name not in containers.SEEKERS
            if alone and (name in containers.STORES or all(type(argument) in ATOMS for argument in args)):
                self.touch(kind, self.reach.whole(thing), key, site, told, name)
            else:
                self.together(site, lambda: self.acts(kind, thing, key, name, args), told, name)
        return method(*args, **kwargs)

    def acts(self, kind: Kind, thing: Any, key: object, name: str, args: tuple[Any, ...]) -> list[Operation]:
        """Return the parts of a method's call."""
        found = Parts()
        found.add(kind, self.reach.whole(thing), key)
        seeks = name in containers.SEEKERS
        if self.reach.opaque(type(thing)):
            self.reach.add(found, thing, kind, DEEP)
        elif seeks:
            self.reach.add(found, thing, READ, DEEP)
        for argument in () if name in containers.STORES else args:
            self.reach.add(found, argument, READ, DEEP if seeks else 0)
        return list(found.values())

    def use(self, site: int, thing: Any, kind: Kind = READ) -> Any:
        """Pass on a value; if it is a container, all of it is about to be looked at (or changed)."""
        if self.run.watching and type(thing) not in IMMUTABLE:
            if type(thing) in containers.METHODS:
                self.touch(kind, self.reach.whole(thing), ALL, site)
            else:
                self.look(site, (thing,), kind, 0)
        return thing

    def compare(self, site: int, thing: Any) -> Any:
        """Pass on a value that is about to be compared or made a text: what its containers hold is looked at, too."""
        if self.run.watching and type(thing) not in ATOMS:
            self.look(site, (thing,), READ, DEEP)
        return thing

    def match(self, site: int, thing: Any) -> Any:
        """Pass on a value that patterns are about to be held against."""
        if self.run.watching and type(thing) not in ATOMS:
            self.look(site, (thing,), READ, DEEP, attributes=True)
        return thing

    def apart(self, site: int, thing: Any, depth: int) -> Any:
        """Pass on a value that is about to be unpacked, and so deep what it holds."""
        if self.run.watching and (depth or type(thing) not in IMMUTABLE):
            self.look(site, (thing,), READ, depth)
        return thing

    def set(self, site: int, value: Any, thing: Any, name: str) -> None:
        """Store an attribute."""
        if self.run.watching:
            target = self.place(thing, name)
            if target is not None:
                self.touch(WRITE, target, name, site, value)
            elif name in WHOLE and hasattr(thing, "__dict__"):
                new = value if isinstance(value, dict) else {}
                self.together(site, lambda: [Operation(WRITE, thing.__dict__), Operation(WRITE, new)], value)
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
        if isinstance(thing, CONTAINERS):
            self.touch(READ, self.reach.whole(thing), containers.key_of(thing, key), site)
        elif isinstance(thing, (*WINDOWS, memoryview)) or self.reach.opaque(type(thing)):
            self.use(site, thing)
        else:
            return thing[key]
        value = cast("Any", thing)[key]
        self.tell(value)
        return value

    def setitem(self, site: int, value: Any, thing: Any, key: Any) -> None:
        """Store an item."""
        if self.run.watching:
            if isinstance(key, slice) and type(value) not in ATOMS and self.reach.whole(thing) is not None:
                self.together(site, lambda: self.acts(WRITE, thing, ALL, "", (value,)))
            elif isinstance(thing, CONTAINERS):
                kind = INSERT if isinstance(thing, dict) and key not in thing else WRITE
                self.touch(kind, self.reach.whole(thing), containers.key_of(thing, key), site, value)
            elif isinstance(thing, memoryview) or self.reach.opaque(type(thing)):
                self.use(site, thing, WRITE)
        thing[key] = value

    def delitem(self, site: int, thing: Any, key: Any) -> None:
        """Delete an item."""
        if self.run.watching:
            if isinstance(thing, CONTAINERS):
                known = containers.key_of(thing, key) if isinstance(thing, dict) else ALL
                self.touch(WRITE, self.reach.whole(thing), known, site)
            elif self.reach.opaque(type(thing)):
                self.use(site, thing, WRITE)
        del thing[key]


def lookup(kind: type, name: str) -> Any:
    """Return what the class has under `name`, None if nothing."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def is_local(thing: object) -> bool:
    """Return whether `thing` keeps its attributes per thread."""
    return isinstance(thing, local)
