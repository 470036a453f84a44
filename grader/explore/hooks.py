"""What rewritten code calls: make the access an operation, then carry it out."""

import functools
import gc
import operator
import sys
from collections.abc import Callable, Iterator
from types import FunctionType, GeneratorType, ModuleType
from typing import Any

from grader.explore import containers
from grader.explore.accesses import DEEP, Accesses
from grader.explore.containers import ATOMS, CONTAINERS
from grader.explore.guards import Getter
from grader.explore.operation import ALL, READ, WRITE
from grader.explore.timing import turn

HOOKS = (
    "see got put get set delete item setitem delitem begin_attribute begin_item finish change method function "
    "use compare match contains iter tick turn token slice"
)

GETTERS = (Getter, operator.attrgetter, operator.itemgetter)
KNOWN = containers.READERS | containers.CHANGERS | containers.STEPPERS


class Hooks(Accesses):
    """The hooks of one execution."""

    slice = slice

    def names(self, prefix: str) -> dict[str, Any]:
        """Return the hooks under the names, which begin with `prefix`, by which rewritten code calls them."""
        return {said: getattr(self, name) for said, name in named(prefix)}

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
        if name in containers.TEXTS and isinstance(thing, (str, bytes)):
            return functools.partial(self.builtin, site, value)
        if isinstance(thing, type) and thing.__module__ not in self.spaces:
            return self.unbound(site, thing, name, value)
        if name in ("send", "__next__") and isinstance(thing, Iterator):
            return functools.partial(self.resume, site, thing, value)
        return value

    def act(  # noqa: D102  (the inherited one says it)
        self, site: int, thing: Any, name: str, access: containers.Access, method: Any, /, *args: Any, **kwargs: Any
    ) -> Any:
        if "key" in kwargs:
            kwargs["key"] = self.function(site, kwargs["key"])
        return super().act(site, thing, name, access, method, *args, **kwargs)

    def resume(self, site: int, thing: Iterator[Any], step: Callable[..., Any], *arguments: Any) -> Any:
        """Take a step of an iterator; a generator that runs code of the program can be met while it does.

        Until the second operation it counts as running, whatever CPython's own flag says between its `yield` and that.
        """
        self.touch(WRITE, thing, ALL, site)
        if not isinstance(thing, GeneratorType):
            return step(*arguments)
        if thing in self.busy:
            raise ValueError("generator already executing")
        self.busy.append(thing)
        try:
            return step(*arguments)
        finally:
            self.touch(READ, thing, ALL, site)
            self.busy.remove(thing)

    def unbound(self, site: int, kind: type, name: str, method: Any) -> Any:
        """Return a method of a container's class, which is about to be called with the container."""
        access = containers.METHODS.get(kind, {}).get(name)
        if access is None:
            return functools.partial(self.builtin, site, method) if name in ("fromkeys", "from_iterable") else method
        return lambda thing, *rest: self.act(site, thing, name, access, functools.partial(method, thing), *rest)

    def function(self, site: int, called: Any) -> Any:
        """Return what is about to be called; built-ins that go into containers come with an announcement."""
        if isinstance(called, FunctionType) and called not in containers.CHANGERS and not containers.looks(called):
            return called
        if type(called) in GETTERS:
            return functools.partial(self.fetch, site, called)
        try:
            known = called in KNOWN or containers.looks(called)
        except TypeError:  # not hashable: none of ours
            return called
        if known or called is next or called in self.attributes:
            return functools.partial(self.builtin, site, called)
        return called

    def builtin(self, site: int, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a built-in function that looks into or changes its arguments."""
        if called in self.attributes and len(args) > 1:
            return self.reflect(site, called, *args)
        if "key" in kwargs:
            kwargs["key"] = self.function(site, kwargs["key"])
        if called in containers.STEPPERS:
            return called(*(self.stepped(site, argument) for argument in args), **kwargs)
        if called is next and args and isinstance(args[0], GeneratorType):
            return self.resume(site, args[0], called, *args)
        if self.run.watching:
            kind = WRITE if called in containers.CHANGERS or called is next else READ
            deep = DEEP if called in containers.COMPARERS or called not in KNOWN else 0
            for argument in (*args, *kwargs.values()):
                self.look(site, argument, kind, deep, attributes=called not in KNOWN)
        return called(*args, **kwargs)

    def stepped(self, site: int, argument: Any) -> Any:
        """Return what goes through a container, or what is called with every item, with announcements."""
        if containers.stepping(argument):
            return self.iter(site, argument)
        return self.function(site, argument) if callable(argument) else argument

    def fetch(self, site: int, getter: Any, thing: Any, /) -> Any:
        """Do what an `operator.attrgetter` or `itemgetter` does."""
        read = functools.partial(self.get, site)
        if isinstance(getter, Getter):
            return getter.function__(read, thing)
        _, names = getter.__reduce__()
        if isinstance(getter, operator.itemgetter):
            found = [self.item(site, thing, key) for key in names]
        else:
            found = [functools.reduce(read, name.split("."), thing) for name in names]
        return found[0] if len(found) == 1 else tuple(found)

    def reflect(self, site: int, called: Any, thing: Any, name: Any, *rest: Any) -> Any:
        """Call getattr, hasattr, setattr or delattr."""
        if self.run.watching and isinstance(name, str):
            target = self.place(thing, name)
            if target is not None:
                self.touch(self.attributes[called], target, name, site)
        return called(thing, name, *rest)

    def contains(self, site: int, key: Any, thing: Any) -> bool:
        """Return `key in thing`."""
        if self.run.watching:
            if isinstance(thing, (dict, set)):
                self.touch(READ, thing, containers.key_of(thing, key), site)
            elif type(thing) not in ATOMS:
                for value in (key, behind(thing)):
                    self.compare(site, value)
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
        generated = isinstance(steps, GeneratorType)
        while True:
            run.tick()
            if run.watching and not generated:
                self.touch(kind, thing, ALL, site)
            try:
                item = self.resume(site, steps, next, steps) if generated else next(steps)
            except StopIteration:
                return
            yield item

    def tick(self) -> None:
        """Count a turn of a `for` loop."""
        self.run.tick()
        self.run.current.turns += 1

    def turn(self, site: int) -> None:
        """Count a turn of a `while` loop, and see whether it only waits for others."""
        run = self.run
        run.tick()
        if run.watching:
            turn(run.current, site, sys._getframe(1))  # noqa: SLF001  (the only way to ask where one is)


def behind(thing: object) -> object:
    """Return the dictionary that a view shows, or what else this is."""
    return gc.get_referents(thing)[0] if isinstance(thing, containers.VIEWS) else thing


@functools.lru_cache(maxsize=8)
def named(prefix: str) -> tuple[tuple[str, str], ...]:
    """Return the names, beginning with `prefix`, by which code calls the hooks."""
    return tuple((f"{prefix}{name}__", name) for name in HOOKS.split())
