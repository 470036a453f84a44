"""What rewritten code calls: make the access an operation, then carry it out."""

import functools
import operator
from collections.abc import Callable
from types import GeneratorType
from typing import Any

from grader.explore import containers
from grader.explore.calls import Calls
from grader.explore.containers import ATOMS
from grader.explore.operation import READ, WRITE, Operation
from grader.explore.reach import DEEP, Parts

HOOKS = (
    "see got put bind get set delete item setitem delitem begin_attribute begin_item finish change method function "
    "use spread compare match contains binary comparison keep kept iter each apart tick turn token slice"
)


class Hooks(Calls):
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
        if self.run.watching and not (type(old) in ATOMS and type(value) in ATOMS):
            self.together(site, lambda: self.changes(old, value))
        return getattr(operator, name)(old, value)

    def changes(self, old: Any, value: Any) -> list[Operation]:
        """Return the parts of an augmented assignment to `old`."""
        found = Parts()
        self.reach.add(found, old, WRITE, 0)
        self.reach.add(found, value, READ, 0)
        return list(found.values())

    # -- operators

    def binary(self, site: int, name: str, left: Any, right: Any) -> Any:
        """Return what an operator makes of two values, which it looks at at the same moment."""
        if self.run.watching and not (type(left) in ATOMS and type(right) in ATOMS):
            self.look(site, (left, right), READ, DEEP if issubclass(type(left), (str, bytes)) else 0)
        return getattr(operator, name)(left, right)

    def comparison(self, site: int, name: str, left: Any, right: Any) -> Any:
        """Compare two values, and so what they hold."""
        if self.run.watching and not (type(left) in ATOMS and type(right) in ATOMS):
            self.look(site, (left, right), READ, DEEP)
        return getattr(operator, name)(left, right)

    def keep(self, value: Any) -> Any:
        """Pass on an operand in the middle of a chain, which the next comparison needs again if there is one."""
        self.middles.setdefault(self.run.current, []).append(value)
        return value

    def kept(self) -> Any:
        """Return the operand that this thread has kept last; those that nobody needed any more are below it."""
        return self.middles[self.run.current].pop()

    def contains(self, site: int, key: Any, thing: Any) -> bool:
        """Return `key in thing`."""
        if issubclass(type(thing), GeneratorType):
            return bool(self.resume(site, thing, operator.contains, thing, key))
        if self.run.watching:
            if issubclass(type(thing), (dict, set)):
                self.touch(READ, thing, containers.key_of(thing, key), site)
            elif type(thing) not in ATOMS:
                self.look(site, (key, thing), READ, DEEP)
        return key in thing


@functools.lru_cache(maxsize=8)
def named(prefix: str) -> tuple[tuple[str, str], ...]:
    """Return the names, beginning with `prefix`, by which code calls the hooks."""
    return tuple((f"{prefix}{name}__", name) for name in HOOKS.split())
