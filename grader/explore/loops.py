"""The loops of a rewritten program: every step through a container or an iterator is an operation."""

import sys
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

from grader.explore import containers
from grader.explore.accesses import Accesses
from grader.explore.containers import CONTAINERS
from grader.explore.operation import ALL, READ, WRITE
from grader.explore.timing import turn


class Steps:
    """An iterator over a container, a view or another iterator, whose every step is an operation.

    It is no generator: of several threads that share it each may be in the middle of a step. A program that holds one
    may say none of its names, as they end in two underscores (see `border`).
    """

    __slots__ = ("from__", "generated__", "hooks__", "kind__", "place__", "steps__")

    def __init__(self, hooks: "Loops", site: int, thing: Any) -> None:
        self.hooks__, self.place__, self.from__ = hooks, site, thing
        self.kind__ = WRITE if issubclass(type(thing), Iterator) else READ
        self.steps__ = iter(thing)
        self.generated__ = isinstance(self.steps__, GeneratorType) and not hooks.written(self.steps__, thing)

    def __iter__(self) -> "Steps":
        return self

    def __next__(self) -> Any:
        """Take the next step."""
        hooks = self.hooks__
        hooks.run.tick()
        if self.generated__:
            return hooks.resume(self.place__, self.steps__, next, self.steps__)
        if hooks.run.watching:
            hooks.use(self.place__, self.from__, self.kind__)
        return next(self.steps__)


def bare(thing: Any) -> Any:
    """Return what an iterator of ours goes on with, for those who go through it at one moment."""
    return thing.from__ if type(thing) is Steps and thing.kind__ is WRITE else thing


class Loops(Accesses):
    """The hooks for loops."""

    def iter(self, site: int, thing: Any) -> Any:
        """Return `thing`, or an iterator over it whose every step is an operation."""
        if type(thing) is Steps or not containers.stepping(thing):
            return thing
        if self.run.watching and issubclass(type(thing), containers.RECORDED):
            self.use(site, thing)
        return Steps(self, site, thing)

    def taken(self, site: int, thing: Any) -> Any:
        """Return `iter(thing)`, which threads may share, and which others may go through without a word."""
        if issubclass(type(thing), Iterator) or not containers.stepping(thing):
            return iter(thing)
        made = self.iter(site, thing)
        if made.generated__:
            return made.steps__
        if not isinstance(made.steps__, GeneratorType):
            made.from__, made.kind__ = made.steps__, WRITE
        return made

    def apart(self, site: int, thing: Any, depth: int) -> Any:  # noqa: D102  (the inherited one says it)
        return super().apart(site, bare(thing), depth)

    def spread(self, site: int, thing: Any) -> Any:
        """Return what a star stands before; a generator is emptied, and running meanwhile."""
        if issubclass(type(thing), GeneratorType):
            return self.resume(site, thing, list, thing)
        return self.use(site, bare(thing))

    def written(self, steps: Any, thing: Any) -> bool:
        """Return whether this goes through a container of the library's in Python code of the library's."""
        if not isinstance(steps, GeneratorType) or not issubclass(type(thing), CONTAINERS):
            return False
        return steps.gi_frame is not None and steps.gi_frame.f_globals.get("__name__") not in self.spaces

    def each(self, site: int, thing: Any, depth: int) -> Any:
        """Return an iterator like `iter`, each item of which is about to be taken apart."""
        return (self.apart(site, item, depth) for item in self.iter(site, thing))

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

    def resume(self, site: int, thing: Iterator[Any], step: Callable[..., Any], *arguments: Any) -> Any:
        """Take a step of an iterator; a generator that runs code of the program can be met while it does.

        Until the second operation it counts as running, whatever CPython's own flag says between its `yield` and that.
        """
        self.touch(WRITE, thing, ALL, site)
        if not issubclass(type(thing), GeneratorType):
            return step(*arguments)
        if thing in self.busy:
            raise ValueError("generator already executing")
        self.busy.append(thing)
        try:
            return step(*arguments)
        finally:
            self.touch(READ, thing, ALL, site)
            self.busy.remove(thing)
