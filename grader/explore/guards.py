"""What a confined program asks while it runs: whether it may say this name, of this object.

A name that is refused ends the execution, whatever the program catches. What is handed to the program is a `Guard`:
an object that shows nothing of what it knows.
"""

import string
import sys
from _string import formatter_field_name_split  # type: ignore[import-not-found]  # as string.Formatter does
from abc import ABCMeta
from collections.abc import Callable, Mapping, Sequence
from enum import EnumMeta
from types import FunctionType, MethodType, ModuleType, SimpleNamespace
from typing import Any, NoReturn

from grader.explore.border import SPECIAL, private, refused
from grader.explore.own import local
from grader.explore.run import Run

PLAIN_METACLASSES = (type, ABCMeta, EnumMeta)
FRAMELESS = ("exec", "eval", "compile", "open", "breakpoint", "help")


class Guard:
    """A function that shows nothing of itself."""

    __slots__ = ("__name__", "function__")

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.__name__ = name
        self.function__ = function

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function."""
        return self.function__(*arguments, **named)

    def __repr__(self) -> str:
        return f"<built-in function {self.__name__}>"


class Getter(Guard):
    """What `operator.attrgetter` or `methodcaller` makes: the function takes what reads an attribute, and whose."""

    __slots__ = ()

    def __call__(self, thing: Any, /) -> Any:
        """Return the attributes, or what the method returns, read as they are."""
        return self.function__(getattr, thing)


class Sayer(Guard):
    """`__setattr__` or its like: a second function tells, from the arguments, of which object it says which name."""

    __slots__ = ("whom__",)

    def __init__(self, name: str, function: Callable[..., Any], whom: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        super().__init__(name, function)
        self.whom__ = whom


class Guards:
    """The guards of one execution; `storable` are the classes of the library whose objects may be changed."""

    def __init__(self, run: Run, spaces: Mapping[str, dict[str, Any]], storable: tuple[type, ...]) -> None:
        self.run = run
        self.spaces = spaces
        self.storable = (*storable, BaseException, SimpleNamespace, local, ModuleType)
        self.known: dict[type, bool] = {}
        self.stand_ins: list[Any] = []
        self.said: tuple[str, int | None] | None = None

    def names(self, prefix: str) -> dict[str, Any]:
        """Return the guards under the names by which confined code calls them."""
        return {f"{prefix}{name}__": getattr(self, name) for name in ("own", "changed", "special", "pattern")}

    def builtins(self) -> dict[str, Any]:
        """Return the built-in functions that can say any name, asking first."""
        asking = {real.__name__: self.asking(real) for real in (getattr, hasattr, setattr, delattr)}
        return {**asking, "vars": Guard("vars", self.vars), **{name: self.closed(name) for name in FRAMELESS}}

    def forbid(self, name: str) -> NoReturn:
        """End the execution: the program has said a name that it may not."""
        self.said = self.said or (name, self.line())
        self.run.stop("forbidden")
        raise AssertionError

    def closed(self, name: str) -> Guard:
        """Return a function that must not be called."""
        return Guard(name, lambda *_, **__: self.forbid(name))

    def line(self) -> int | None:
        """Return the innermost line of the program."""
        frame = sys._getframe(1)  # noqa: SLF001  (the only way to ask where one is)
        spaces = {id(space) for space in self.spaces.values()}
        while frame is not None and id(frame.f_globals) not in spaces:
            frame = frame.f_back  # type: ignore[assignment]
        return frame and frame.f_lineno

    # -- what is whose

    def mine(self, kind: type) -> bool:
        """Whether a class is the program's own."""
        if kind not in self.known:
            self.known[kind] = type.__getattribute__(kind, "__module__") in self.spaces
        return self.known[kind]

    def owns(self, thing: Any) -> bool:
        """Whether an object, a class, a function or a module is the program's own."""
        if issubclass(type(thing), type):
            return self.mine(thing)
        if type(thing) is FunctionType:
            return any(thing.__globals__ is space for space in self.spaces.values()) or self.stands_in(thing)
        if type(thing) is MethodType:
            return self.owns(thing.__func__)
        if type(thing) is ModuleType:
            return thing.__name__ in self.spaces
        return self.mine(type(thing)) or (type(thing) is super and self.mine(thing.__self_class__))  # type: ignore[attr-defined]

    def standing_in(self, decorator: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Return the decorator; what it makes of something that is the program's own counts as that, too.

        A program may keep what it likes as an attribute of its function, and knows of no other in its place.
        """

        def decorate(thing: Any) -> Any:
            made = decorator(thing)
            if self.owns(thing):  # of nothing else: `functools.wraps` copies what a thing has
                self.stand_ins.append(made)
            return made

        return decorate

    def stands_in(self, thing: Any) -> bool:
        """Whether a function of ours is there in the place of one of the program's own."""
        return any(thing is one for one in self.stand_ins)

    # -- attributes

    def own(self, thing: Any, name: str) -> Any:
        """Pass on the object whose attribute `name` is about to be said."""
        if refused(name) or (private(name) and not self.owns(thing)):
            self.forbid(name)
        return thing

    def changed(self, thing: Any, name: str) -> Any:
        """Pass on the object whose attribute `name` is about to be stored or deleted."""
        if not self.mine(type(thing)) and not self.owns(thing):
            if not issubclass(type(thing), self.storable) or issubclass(type(thing), type) or name == "__class__":
                self.forbid(name)
            self.own(thing, name)
        return thing

    def special(self, thing: Any, name: str) -> Any:
        """Return an attribute that can say any name."""
        if name == "__dict__":
            return self.vars(thing)
        found = getattr(thing, name)
        if name in ("format", "format_map"):
            return found if not is_text(thing) else Guard(name, self.formatting(thing, found))
        return found if self.owns(found) else Sayer(name, self.saying(thing, name, found), whom_of(thing))

    def saying(self, thing: Any, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return `__getattribute__` or its like, asking before it says a name."""

        def say(*arguments: Any) -> Any:
            holder, said = arguments[:2] if isinstance(thing, type) else (thing, arguments[0])
            return self.ask(holder, said, (lambda *_: method(*arguments)), store=name != "__getattribute__")

        return say

    def ask(self, thing: Any, name: Any, then: Callable[..., Any], *rest: Any, store: bool = False) -> Any:
        """Say a name of an object if that may be."""
        if type(name) is not str:
            if not isinstance(name, str):
                return then(thing, name, *rest)
            name = str.__str__(name)
        (self.changed if store else self.own)(thing, name)
        if refused(name):
            self.forbid(name)
        if name == "__dict__":
            self.showing(thing)
        elif name in SPECIAL and not store:
            return self.special(thing, name)
        return then(thing, name, *rest)

    def asking(self, real: Callable[..., Any]) -> Guard:
        """Return getattr, hasattr, setattr or delattr."""
        name = real.__name__
        store = name in ("setattr", "delattr")

        def say(*arguments: Any) -> Any:
            if len(arguments) < 2 or (name == "hasattr" and arguments[1] in SPECIAL):
                return real(*arguments)
            return self.ask(*arguments[:2], real, *arguments[2:], store=store)

        return Guard(name, say)

    def vars(self, *things: Any) -> Any:
        """Return what `vars` gives, unless it would show what is behind the library."""
        if not things:
            return sys._getframe(2).f_locals  # noqa: SLF001  (of the caller's caller, as `vars` itself would)
        self.showing(things[0])
        return vars(things[0])

    def showing(self, thing: Any) -> None:
        """Stop whoever asks for all attributes of what is not the program's."""
        if not (self.owns(thing) or type(thing) in (SimpleNamespace, local)):
            self.forbid("__dict__")

    # -- formats and patterns

    def formatting(self, thing: Any, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return `str.format` or `str.format_map`, asking before it says names."""

        def form(*arguments: Any, **named: Any) -> Any:
            self.look_through(arguments[0] if isinstance(thing, type) and arguments else thing)
            return method(*arguments, **named)

        return form

    def look_through(self, text: Any) -> None:
        """Look at every name that a format says."""
        try:
            fields = list(string.Formatter().parse(text))
        except (ValueError, TypeError):
            return  # the method itself says what is wrong
        for _, field, form, _ in fields:
            for is_name, name in formatter_field_name_split(field or "")[1]:
                if is_name and (refused(name) or private(name)):
                    self.forbid(name)
            if form:
                self.look_through(form)

    def pattern(self, kind: Any) -> Any:
        """Pass on a class whose positions are about to be matched."""
        if isinstance(kind, type):
            if type(kind) not in PLAIN_METACLASSES:
                self.forbid("__match_args__")
            for name in getattr(kind, "__match_args__", ()):
                if type(name) is not str or refused(name) or private(name):
                    self.forbid("__match_args__")
        return kind


def whom_of(thing: Any) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return of whom, and which name, `thing.__setattr__` or the like is told, from its arguments."""
    if isinstance(thing, type):
        return lambda arguments: arguments[:2]
    holder = thing.__self__ if type(thing) is super else thing  # type: ignore[attr-defined]
    return lambda arguments: (holder, *arguments[:1])


def is_text(thing: Any) -> bool:
    """Whether `format` of this thing is that of texts."""
    return issubclass(thing, str) if isinstance(thing, type) else isinstance(thing, str) or type(thing) is super
