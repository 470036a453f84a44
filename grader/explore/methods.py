"""The methods of containers, and of other objects that no source of the program describes, announce what they do."""

from types import MethodType
from typing import Any

from grader.explore import containers
from grader.explore.containers import ATOMS, IMMUTABLE
from grader.explore.operation import ALL, INSERT, READ, WRITE, Kind, Operation
from grader.explore.reach import DEEP, WINDOWS, Parts
from grader.explore.touches import NOTHING, Touches


class Methods(Touches):
    """The hooks for methods of objects that are not the program's own."""

    def dressed(self, site: int, thing: Any, name: str, value: Any) -> Any:
        """Return what an attribute is; a container's method comes with its announcement."""
        if type(value) not in containers.CALLED or type(thing) in IMMUTABLE:
            return value
        holder = thing.__self__ if type(thing) is super else thing  # type: ignore[attr-defined]
        access = containers.access(holder, name, value)
        if access is None:
            access = self.surmise(holder, value)
        if access is None:
            return value

        def method(*args: Any, **kwargs: Any) -> Any:  # not a partial, which would show what it is made of
            return self.act(site, holder, name, access, value, *args, **kwargs)

        method.__name__ = name  # a Thread is named after its target
        return method

    def surmise(self, thing: Any, method: Any) -> containers.Access | None:
        """Return what a method may do of whose class nothing is known, unless it is the program's own."""
        if issubclass(type(thing), (*WINDOWS, memoryview)):
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
