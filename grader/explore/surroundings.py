"""What `threading`, `time` and `random` hold for the whole process, kept for one execution instead."""

import builtins
import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from grader.explore import timing
from grader.explore.task import here

SMALLEST = 32_768
REAL = frozenset(dir(threading))


def hook_names() -> dict[str, Any]:
    """Return the functions of `threading` that set what new threads begin with: remembered, and that is all."""
    kept: dict[str, Any] = {"trace": None, "profile": None, "stack": 0}

    def keep(name: str) -> Callable[[Any], None]:
        return lambda value: kept.update({name: value})

    def stack_size(size: int = 0) -> int:
        if size < 0:
            raise ValueError("size must be 0 or a positive value")
        if 0 < size < SMALLEST:
            raise ValueError(f"size not valid: {size} bytes")
        before, kept["stack"] = kept["stack"], size
        return int(before)

    hooks = {f"set{name}": keep(name) for name in ("trace", "profile")}
    everywhere = {f"{name}_all_threads": hook for name, hook in hooks.items()}
    looks = {f"get{name}": lambda name=name: kept[name] for name in ("trace", "profile")}
    every = {**hooks, **everywhere, **looks, "stack_size": stack_size}
    return {name: function for name, function in every.items() if name in REAL}


def time_names() -> dict[str, Any]:
    """Return what `time` defines, with virtual clocks."""
    looks = dict.fromkeys(("monotonic", "perf_counter", "process_time", "thread_time"), timing.monotonic)

    def at(seconds: float | None) -> float:
        return timing.wall() if seconds is None else seconds

    return {
        **vars(time),
        **looks,
        **{f"{name}_ns": lambda: int(timing.monotonic() * 1e9) for name in looks},
        "time": timing.wall,
        "time_ns": lambda: int(timing.wall() * 1e9),
        "sleep": timing.sleep,
        "localtime": lambda seconds=None, /: time.localtime(at(seconds)),
        "gmtime": lambda seconds=None, /: time.gmtime(at(seconds)),
        "ctime": lambda seconds=None, /: time.ctime(at(seconds)),
        "asctime": lambda moment=None, /: time.asctime(moment or time.localtime(timing.wall())),
        "strftime": lambda form, moment=None, /: time.strftime(form, moment or time.localtime(timing.wall())),
    }


def random_names(seed: int) -> dict[str, Any]:
    """Return what `random` defines; each thread has a stream of its own, whatever the others draw meanwhile.

    Where CPython would ask the operating system for a seed, it is this one.
    """

    class Random(random.Random):
        """A generator that does not differ from one execution to the next."""

        def seed(self, a: Any = None, version: int = 2) -> None:
            super().seed(seed if a is None else a, version)

    streams: dict[int, Random] = {}

    def draw(name: str) -> Callable[..., Any]:
        def function(*args: Any, **kwargs: Any) -> Any:
            task = here()
            slot = task.slot if task else 0
            if slot not in streams:
                streams[slot] = Random(f"{seed} {slot}" if slot else seed)
            return getattr(streams[slot], name)(*args, **kwargs)

        return function

    own = {name: draw(name) for name in random.__all__ if hasattr(random.Random, name) and name[0].islower()}
    return {**vars(random), **own, "Random": Random}


def quiet_print(*values: object, file: Any = None, **options: Any) -> None:
    """Print nowhere, unless to a file of the program's own; conversions to text still happen."""
    if file is None or file is sys.stdout or file is sys.stderr:
        for value in values:
            str(value)
    else:
        builtins.print(*values, file=file, **options)
