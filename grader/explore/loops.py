"""The loops of a rewritten program: every step through a container or an iterator is an operation."""

import sys
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

from grader.explore import containers
from grader.explore.accesses import Accesses
from grader.explore.operation import ALL, READ, WRITE
from grader.explore.timing import turn


class Loops(Accesses):
    """The hooks for loops."""

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
                self.use(site, thing, kind)
            try:
                item = self.resume(site, steps, next, steps) if generated else next(steps)
            except StopIteration:
                return
            yield item

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
