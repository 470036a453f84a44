"""What rewritten code is about to do becomes an operation: a touch of one thing, or of several at one moment.

Here are the variables, and the values that are looked at as a whole; globals are items of the module's `__dict__`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grader.explore import containers
from grader.explore.containers import ATOMS, IMMUTABLE
from grader.explore.operation import ALL, READ, WRITE, Kind, Operation
from grader.explore.prepare import Prepared
from grader.explore.reach import DEEP, Reach
from grader.explore.run import Run

NOTHING = object()


class Touches:
    """The touches of one execution."""

    def __init__(
        self, run: Run, prepared: Prepared, spaces: Mapping[str, dict[str, Any]], untouched: tuple[type, ...]
    ) -> None:
        self.run = run
        self.sites = prepared.sites
        self.stored = prepared.stored
        self.spaces = spaces
        self.untouched = untouched
        self.reach = Reach(spaces)
        self.busy: list[Any] = []
        self.middles: dict[Any, list[Any]] = {}
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
                operation.reach, operation.perform = parts, Operation.renew
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

    # -- whole values

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
