"""The caches of `functools`: what they remember is shared by all threads.

CPython computes a value that is missing without holding a lock, so that two threads may both compute it (until 3.11
cached_property held one; no program that runs on later versions can rely on it).
"""

import functools
from collections.abc import Callable
from typing import Any

from grader.explore.containers import PLAIN
from grader.explore.operation import ALL, READ, WRITE, Kind, Operation
from grader.explore.task import here

LARGE = 128
MISSING = object()


def touch(kind: Kind, target: object, key: object) -> None:
    """Make a look into a cache or a change of it an operation."""
    task = here()
    if task is not None and task.run.watching:
        task.run.step(task, Operation(kind, target, key))


def lru_cache(maxsize: Any = LARGE, typed: bool = False) -> Any:  # noqa: FBT001, FBT002  (CPython's signature)
    """Return what `functools.lru_cache` returns."""
    if callable(maxsize):
        return remembering(maxsize, LARGE, typed=typed)
    functools.lru_cache(maxsize, typed)  # which says what is wrong with them
    return lambda function: remembering(function, maxsize, typed=typed)


def cache(function: Callable[..., Any], /) -> Any:
    """Return what `functools.cache` returns."""
    return remembering(function, None, typed=False)


def remembering(function: Callable[..., Any], maxsize: int | None, *, typed: bool) -> Any:
    """Return `function` with CPython's own cache, whose every look and store is an operation.

    Calls with different arguments have nothing to do with each other, unless the cache is small and must forget some.
    """
    apart = maxsize is None or maxsize >= LARGE

    def key(arguments: tuple[Any, ...], named: dict[str, Any]) -> object:
        plain = apart and not named and all(isinstance(argument, PLAIN) for argument in arguments)
        return arguments if plain else ALL

    def compute(*arguments: Any, **named: Any) -> Any:
        value = function(*arguments, **named)
        touch(WRITE, cached, key(arguments, named))
        return value

    cached = functools.lru_cache(maxsize, typed)(compute)

    @functools.wraps(function)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        touch(READ, cached, key(arguments, named))
        return cached(*arguments, **named)

    def info() -> Any:
        touch(READ, cached, ALL)
        return cached.cache_info()

    def clear() -> None:
        touch(WRITE, cached, ALL)
        cached.cache_clear()

    vars(wrapper).update(cache_info=info, cache_clear=clear, cache_parameters=cached.cache_parameters)
    return wrapper


class cached_property(functools.cached_property[Any]):  # noqa: N801  (CPython's name)
    """A property that is computed once for each object, or by each thread that comes before it is."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Return the value; a class, or an object that cannot keep one, gets what CPython would give."""
        if instance is None or self.attrname is None or not hasattr(instance, "__dict__"):
            return super().__get__(instance, owner)
        kept = instance.__dict__
        touch(READ, kept, self.attrname)
        value = kept.get(self.attrname, MISSING)
        if value is MISSING:
            value = self.func(instance)
            touch(WRITE, kept, self.attrname)
            kept[self.attrname] = value
        return value


NAMES = {"lru_cache": lru_cache, "cache": cache, "cached_property": cached_property}
"""What the program gets of `functools` instead of the real ones."""
