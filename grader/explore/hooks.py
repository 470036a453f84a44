"""What rewritten code calls: make the access an operation, then carry it out.

Attributes are items of the object's own `__dict__`, globals items of the module's, so that `obj.x`,
`vars(obj)["x"]` and `setattr(obj, "x", ...)` are one variable.
"""

import functools
import operator
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, MemberDescriptorType, ModuleType
from typing import Any

from grader.explore import containers
from grader.explore.containers import ALL, CONTAINERS, IMMUTABLE
from grader.explore.operation import INSERT, READ, WRITE, Kind, Operation
from grader.explore.rewrite import PREFIX, Site
from grader.explore.run import Run
from grader.explore.timing import turn

NOTHING = object()
DESCRIPTORS = (FunctionType, property, classmethod, staticmethod, functools.cached_property)


class Hooks:
    """The hooks of one execution."""

    def __init__(self, run: Run, sites: list[Site], spaces: Mapping[str, dict[str, Any]], untouched: tuple[type, ...]) -> None:
        self.run = run
        self.sites = sites
        self.spaces = spaces
        self.untouched = untouched

    def names(self) -> dict[str, Any]:
        """Return the hooks under the names by which rewritten code calls them."""
        hooks = (
            "see got put get set delete item setitem delitem begin_attribute begin_item finish change method function "
            "use contains iter tick turn token"
        )
        own = {f"{PREFIX}{name}__": getattr(self, name) for name in hooks.split()}
        return {**own, f"{PREFIX}slice__": slice}

    def touch(self, kind: Kind, target: object, key: object, site: int, value: object = NOTHING, action: str = "") -> None:  # noqa: PLR0913
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

    def place(self, thing: Any, name: str) -> Any:
        """Return the target that attribute `name` of `thing` is an item of, None if no thread can tell."""
        kind = type(thing)
        if kind in IMMUTABLE or kind is super:
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
        target = self.place(thing, name)
        if target is None:
            return self.bound(site, thing, name)
        self.touch(READ, target, name, site)
        self.inherited(site, thing, name)
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
        return value if access is None else functools.partial(self.act, site, thing, name, access, value)

    def act(self, site: int, thing: Any, name: str, access: containers.Access, method: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: PLR0913
        """Call a container's method."""
        if self.run.watching:
            kind, one = access
            key = containers.key_of(thing, args[0]) if one and args else ALL
            if kind is INSERT and name not in ("setdefault", "pop"):
                kind = WRITE
            self.touch(kind, thing, key, site, args[0] if args else NOTHING, name)
        return method(*args, **kwargs)

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
        value = thing[key]
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

    # -- augmented assignment

    def begin_attribute(self, site: int, thing: Any, name: str) -> tuple[Any, Callable[[Any], None]]:
        """Read an attribute that is about to be changed; return the value and how to store the new one."""
        return self.get(site, thing, name), lambda value: self.set(site, value, thing, name)

    def begin_item(self, site: int, thing: Any, key: Any) -> tuple[Any, Callable[[Any], None]]:
        """Read an item that is about to be changed; return the value and how to store the new one."""
        return self.item(site, thing, key), lambda value: self.setitem(site, value, thing, key)

    def finish(self, begun: tuple[Any, Callable[[Any], None]], name: str, value: Any) -> None:
        """Compute and store the new value."""
        old, store = begun
        store(self.change(0, name, old, value))

    def change(self, site: int, name: str, old: Any, value: Any) -> Any:
        """Return the new value of an augmented assignment; lists and their like change in place."""
        if self.run.watching and isinstance(old, CONTAINERS):
            self.touch(WRITE, old, ALL, site)
        return getattr(operator, name)(old, value)

    # -- calls

    def method(self, site: int, thing: Any, name: str) -> Any:
        """Return the attribute that is about to be called."""
        value = self.get(site, thing, name)
        if isinstance(thing, ModuleType):
            return self.function(site, value)
        if name in ("send", "__next__") and isinstance(thing, Iterator):
            self.touch(WRITE, thing, ALL, site)
        return value

    def function(self, site: int, called: Any) -> Any:
        """Return what is about to be called; built-ins that go into containers come with an announcement."""
        if isinstance(called, FunctionType) and called not in containers.CHANGERS:
            return called
        try:
            known = called in containers.READERS or called in containers.CHANGERS or called in containers.STEPPERS
        except TypeError:  # not hashable: none of ours
            return called
        if known or called is next or called in containers.ATTRIBUTES:
            return functools.partial(self.builtin, site, called)
        return called

    def builtin(self, site: int, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a built-in function that looks into or changes its arguments."""
        if called in containers.ATTRIBUTES and len(args) > 1:
            return self.reflect(site, called, *args)
        if called in containers.STEPPERS:
            return called(*(self.iter(site, argument) if containers.stepping(argument) else argument for argument in args), **kwargs)
        if self.run.watching:
            kind = WRITE if called in containers.CHANGERS or called is next else READ
            for argument in args:
                self.use(site, argument, kind)
        return called(*args, **kwargs)

    def reflect(self, site: int, called: Any, thing: Any, name: Any, *rest: Any) -> Any:
        """Call getattr, hasattr, setattr or delattr."""
        if self.run.watching and isinstance(name, str):
            target = self.place(thing, name)
            if target is not None:
                self.touch(containers.ATTRIBUTES[called], target, name, site)
        return called(thing, name, *rest)

    def use(self, site: int, thing: Any, kind: Kind = READ) -> Any:
        """Pass on a value; if it is a container, all of it is about to be looked at (or changed)."""
        if self.run.watching and type(thing) not in IMMUTABLE:
            if isinstance(thing, CONTAINERS):
                self.touch(kind, thing, ALL, site)
            elif isinstance(thing, Iterator):
                self.touch(WRITE, thing, ALL, site)
        return thing

    def contains(self, site: int, key: Any, thing: Any) -> bool:
        """Return `key in thing`."""
        if self.run.watching and isinstance(thing, CONTAINERS):
            keyed = isinstance(thing, (dict, set))
            self.touch(READ, thing, containers.key_of(thing, key) if keyed else ALL, site)
        return key in thing

    # -- loops

    def iter(self, site: int, thing: Any) -> Any:
        """Return `thing`, or an iterator over it whose every step is an operation."""
        return self.steps(site, thing) if containers.stepping(thing) else thing

    def steps(self, site: int, thing: Any) -> Iterator[Any]:
        """Go through a container, a view or an iterator."""
        run = self.run
        kind = WRITE if isinstance(thing, Iterator) else READ
        steps = iter(thing)
        while True:
            run.tick()
            if run.watching:
                self.touch(kind, thing, ALL, site)
            try:
                item = next(steps)
            except StopIteration:
                return
            yield item

    def tick(self) -> None:
        """Count a turn of a `for` loop."""
        self.run.tick()

    def turn(self, site: int) -> None:
        """Count a turn of a `while` loop, and see whether it only waits for others."""
        run = self.run
        run.tick()
        if run.watching:
            turn(run.current, site, sys._getframe(1))


def lookup(kind: type, name: str) -> Any:
    """Return what the class has under `name`, None if nothing."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def is_local(thing: object) -> bool:
    """Return whether `thing` keeps its attributes per thread."""
    from grader.explore.thread import local

    return isinstance(thing, local)
