"""The calls of a rewritten program: what is called announces what it is about to look at or to change.

A function of the program's own says for itself what it does. One of the interpreter's or the library's is taken to
look through all that it is given, unless it is known to do less, or more.
"""

import functools
import operator
from collections.abc import Callable, Iterator, Sequence
from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MethodDescriptorType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from grader.explore import containers
from grader.explore.containers import ATOMS
from grader.explore.guards import Getter, Sayer, whom_of
from grader.explore.loops import Loops, bare
from grader.explore.operation import READ, WRITE, Kind, Operation
from grader.explore.reach import BUFFERS, DEEP, Parts
from grader.explore.thread import Thread

PASSING = frozenset({"submit", "map", "run", "add_done_callback", "callback"})
"""The methods of library objects that pass on a function to be called."""

MAKERS = frozenset({"fromkeys", "from_iterable", "from_bytes", "fromhex"})
"""The methods of classes that look through what they are given."""

SILENT = frozenset(
    {"_abc", "_contextvars", "_thread", "_tracemalloc", "_warnings", "_weakref", "atexit", "faulthandler", "gc", "sys"}
)
FRAMELESS = frozenset({"callable", "globals", "id", "input", "open", "vars", "__build_class__", "__import__"})
"""Modules and functions written in C that look at no argument, or at who has called them."""

STEPS = frozenset({"send", "throw", "close", "__next__"})
"""The methods of generators that let them go on."""

REFLECTING = {"__setattr__": WRITE, "__delattr__": WRITE, "__getattribute__": READ}
SAYING = (MethodWrapperType, WrapperDescriptorType)
"""The methods that are told the name of an attribute, and the types of those of the interpreter's own."""

GETTERS = (Getter, operator.attrgetter, operator.itemgetter, operator.methodcaller)
KNOWN = containers.READERS | containers.CHANGERS | containers.STEPPERS
SHALLOW = containers.READERS - containers.COMPARERS


class Calls(Loops):
    """The hooks for calls."""

    def method(self, site: int, thing: Any, name: str) -> Any:
        """Return the attribute that is about to be called."""
        value = self.get(site, thing, name)
        if issubclass(type(thing), ModuleType):
            return self.function(site, value)
        if name in REFLECTING and type(value) in SAYING:
            return functools.partial(self.reflected, site, value, name, whom_of(thing))
        if issubclass(type(thing), type) and thing.__module__ not in self.spaces:
            return self.unbound(site, thing, name, value)
        return self.telling(site, thing, name, value)

    def telling(self, site: int, thing: Any, name: str, value: Any) -> Any:
        """Return a method that looks at what it is given, steps on, or passes on a function."""
        if name in containers.TEXTS and issubclass(type(thing), (str, bytes)):
            return functools.partial(self.builtin, site, value)
        if name in STEPS and issubclass(type(thing), Iterator):
            return functools.partial(self.resume, site, thing, value)
        return value

    def dressed(self, site: int, thing: Any, name: str, value: Any) -> Any:  # noqa: D102  (the inherited one says it)
        if name in PASSING and type(value) in containers.CALLED and not self.ours(thing):
            return self.called(name, functools.partial(self.passing, site, value))
        return super().dressed(site, thing, name, value)

    def ours(self, thing: Any) -> bool:
        """Return whether an object says for itself what it calls: one of the program's, or a thread."""
        return issubclass(type(thing), Thread) or type(thing).__module__ in self.spaces

    def passing(self, site: int, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what will itself call, perhaps in another thread, a function that it is given."""
        named = {name: self.passed(site, value) for name, value in kwargs.items()}
        given = [self.passed(site, argument) for argument in args]
        if getattr(called, "__name__", "") == "map":  # which goes through the others while it passes on the first
            given[1:] = [self.iter(site, argument) for argument in given[1:]]
        return called(*given, **named)

    def thread(self, site: int, kind: type[Thread], /, *args: Any, **kwargs: Any) -> Any:
        """Make a thread, which will announce what its target looks at; a Timer calls what it is given."""
        if kind is not Thread:
            return self.passing(site, kind, *args, **kwargs)
        made = kind(*args, **kwargs)
        made.announced__ = functools.partial(self.function, site)
        return made

    def passed(self, site: int, argument: Any) -> Any:
        """Return an argument; a function of the interpreter's comes with an announcement and keeps its name, if any."""
        called = self.function(site, argument) if callable(argument) else argument
        return argument if called is argument else self.called(getattr(argument, "__name__", "call"), called)

    def called(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of this name that calls another: a partial would show what it is made of."""

        def call(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        call.__name__ = name
        return call

    def act(  # noqa: D102  (the inherited one says it)
        self, site: int, thing: Any, name: str, access: containers.Access, method: Any, /, *args: Any, **kwargs: Any
    ) -> Any:
        if "key" in kwargs:
            kwargs["key"] = self.function(site, kwargs["key"])
        if args and name not in containers.STORES | containers.SEEKERS:
            args = (bare(args[0]), *args[1:])
            if type(args[0]) is GeneratorType:
                method = functools.partial(self.resume, site, args[0], method)
        return super().act(site, thing, name, access, method, *args, **kwargs)

    def unbound(self, site: int, kind: type, name: str, method: Any) -> Any:
        """Return a method of a container's class, which is about to be called with the container."""
        access = containers.METHODS.get(kind, {}).get(name)
        if access is None:
            return functools.partial(self.builtin, site, method) if name in MAKERS else method
        return lambda thing, *rest: self.act(site, thing, name, access, functools.partial(method, thing), *rest)

    def function(self, site: int, called: Any) -> Any:
        """Return what is about to be called; what goes into containers comes with an announcement."""
        if type(called) is FunctionType and called not in containers.CHANGERS and not containers.looks(called):
            return called
        found = self.indirect(site, called)
        if found is not None:
            return found
        try:
            known = called in KNOWN or containers.looks(called)
        except TypeError:  # not hashable: none of ours
            return called
        if known or called is next or called in self.attributes or foreign(called):
            return functools.partial(self.builtin, site, called)
        return called

    def indirect(self, site: int, called: Any) -> Any:
        """Return what stands for an object that calls or reads another one, None if this is none."""
        kind = type(called)
        if kind in GETTERS:
            return functools.partial(self.fetch, site, called)
        if kind is Sayer:
            return functools.partial(self.reflected, site, called, called.__name__, called.whom__)
        if kind is functools.partial:
            return functools.partial(self.function(site, called.func), *called.args, **called.keywords)
        if kind in (MethodDescriptorType, WrapperDescriptorType):
            return self.unbound(site, called.__objclass__, called.__name__, called)
        if issubclass(type(called), type) and issubclass(called, Thread) and called.__module__ not in self.spaces:
            return functools.partial(self.thread, site, called)
        return None

    def builtin(self, site: int, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a built-in function that looks into or changes its arguments."""
        if called in self.attributes and len(args) > 1:
            return self.reflect(site, called, *args)
        if "key" in kwargs:
            kwargs["key"] = self.function(site, kwargs["key"])
        if called is iter and len(args) == 1:
            return self.taken(site, *args)
        if called in containers.STEPPERS:
            return called(*(self.stepped(site, argument) for argument in args), **kwargs)
        if args and empties(called):
            if type(args[0]) is GeneratorType:
                return self.resume(site, args[0], functools.partial(called, **kwargs), *args)
            args = (bare(args[0]), *args[1:])
        if self.run.watching:
            given = [argument for argument in (*args, *kwargs.values()) if type(argument) not in ATOMS]
            if given:
                self.announce(site, called, given)
        return called(*args, **kwargs)

    def announce(self, site: int, called: Any, given: list[Any]) -> None:
        """Announce what a function of the interpreter's or the library's is about to look at or change."""
        if len(given) == 1 and (called is next or called in SHALLOW):
            self.use(site, given[0], WRITE if called is next else READ)
        else:
            self.together(site, lambda: self.given(called, given))

    def given(self, called: Any, given: list[Any]) -> list[Operation]:
        """Return the parts of a call; who is not known may well change a buffer that it is given."""
        found = Parts()
        known = called in KNOWN
        for argument in given:
            if called in containers.CHANGERS or (not known and issubclass(type(argument), BUFFERS)):
                self.reach.add(found, argument, WRITE, 0)
            self.reach.add(found, argument, READ, 0 if called in SHALLOW else DEEP, attributes=not known)
        return list(found.values())

    def stepped(self, site: int, argument: Any) -> Any:
        """Return what goes through a container, or what is called with every item, with announcements."""
        if containers.stepping(argument):
            return self.iter(site, argument)
        return self.function(site, argument) if callable(argument) else argument

    def fetch(self, site: int, getter: Any, thing: Any, /) -> Any:
        """Do what an `operator.attrgetter`, `itemgetter` or `methodcaller` does."""
        read = functools.partial(self.get, site)
        if isinstance(getter, Getter):
            return getter.function__(read, thing)
        made, names = getter.__reduce__()
        if isinstance(getter, operator.methodcaller):
            whole = functools.partial(made, *names)  # which is how one with named arguments is taken apart
            name, *arguments = whole.args
            return self.method(site, thing, name)(*arguments, **whole.keywords)
        if isinstance(getter, operator.itemgetter):
            found = [self.item(site, thing, key) for key in names]
        else:
            found = [functools.reduce(read, name.split("."), thing) for name in names]
        return found[0] if len(found) == 1 else tuple(found)

    def reflected(
        self, site: int, called: Any, method: str, whom: Callable[[Sequence[Any]], Sequence[Any]], /, *args: Any
    ) -> Any:
        """Call `__setattr__` or its like."""
        said = whom(args)
        if len(said) == 2:
            self.say(site, REFLECTING[method], said[0], said[1])
        value = called(*args)
        return self.dressed(site, said[0], str(said[1]), value) if value is not None else None

    def reflect(self, site: int, called: Any, thing: Any, name: Any, *rest: Any) -> Any:
        """Call getattr, hasattr, setattr or delattr."""
        self.say(site, self.attributes[called], thing, name)
        value = called(thing, name, *rest)
        return self.dressed(site, thing, name, value) if isinstance(name, str) else value

    def say(self, site: int, kind: Kind, thing: Any, name: Any) -> None:
        """Announce what is about to be done to the attribute that a text names."""
        if self.run.watching and isinstance(name, str):
            target = self.place(thing, name)
            if kind is READ:
                self.seek(site, thing, name)
            elif target is not None:
                self.touch(kind, target, name, site)


def empties(called: Any) -> bool:
    """Return whether a function of the interpreter's lets a generator run."""
    return called is next or called in containers.EMPTIERS or getattr(called, "__name__", "") == "join"


def foreign(called: Any) -> bool:
    """Return whether this is a function written in C of which nothing else is known."""
    if type(called) is not BuiltinFunctionType or not isinstance(called.__self__, ModuleType):
        return False
    return called.__self__.__name__ not in SILENT and called.__name__ not in FRAMELESS
