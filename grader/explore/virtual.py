"""The modules that the explored program gets instead of the real ones, made afresh for every execution."""

import concurrent.futures
import functools
import importlib
import queue
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from grader.explore import caches
from grader.explore import thread as threads
from grader.explore.locks import Lock, RLock
from grader.explore.own import local
from grader.explore.rehost import library
from grader.explore.run import Run
from grader.explore.surroundings import hook_names, random_names, time_names

KEPT = ("ThreadError", "TIMEOUT_MAX", "BrokenBarrierError", "ExceptHookArgs")


class Modules(dict[str, ModuleType]):
    """The virtual modules of one execution by name, each made when it is first asked for."""

    def __init__(self, seed: int, load: Callable[[str], ModuleType]) -> None:
        super().__init__()
        self.makers: dict[str, Callable[[], dict[str, Any]]] = {
            "threading": threading_names,
            "queue": queue_names,
            "time": time_names,
            "random": lambda: random_names(seed),
            "concurrent": lambda: {"futures": self["concurrent.futures"], "__path__": []},
            "concurrent.futures": lambda: {
                **futures_names(),
                **{name: self[f"concurrent.futures.{name}"] for name in ("thread", "_base")},
            },
            "concurrent.futures.thread": pool_names,
            "concurrent.futures._base": lambda: library().base,
            "functools": lambda: {**vars(functools), **caches.NAMES},
            "importlib": lambda: {**vars(importlib), "import_module": lambda name, _package=None: load(name)},
        }

    def __contains__(self, name: object) -> bool:
        """Whether there is such a virtual module."""
        return name in self.makers

    def __missing__(self, name: str) -> ModuleType:
        """Make a module."""
        module = ModuleType(name)
        vars(module).update(self.makers[name]())
        self[name] = module
        return module

    def clear(self) -> None:
        """Forget all of them."""
        super().clear()
        self.makers.clear()


def threading_names() -> dict[str, Any]:
    """Return what `threading` defines."""
    return {**same_threading_names(), **hook_names()}


@functools.cache
def same_threading_names() -> dict[str, Any]:
    """Return those that hold nothing of one execution."""
    ours = library().threading
    return {
        **{name: getattr(threading, name) for name in KEPT if hasattr(threading, name)},
        **{name: ours[name] for name in ("Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier", "Timer")},
        "__all__": threading.__all__,
        "Lock": Lock,
        "RLock": RLock,
        "Thread": threads.Thread,
        "local": local,
        "current_thread": threads.current_thread,
        "currentThread": threads.current_thread,
        "main_thread": threads.main_thread,
        "enumerate": threads.enumerate_threads,
        "active_count": threads.active_count,
        "activeCount": threads.active_count,
        "get_ident": threads.get_ident,
        "get_native_id": threads.get_ident,
        "excepthook": excepthook,
        "__excepthook__": excepthook,
    }


def excepthook(_args: Any, /) -> None:
    """Report nothing: what a thread died of is part of the outcome."""


def queue_names() -> dict[str, Any]:
    """Return what `queue` defines."""
    ours = library().queue
    names = ("Queue", "PriorityQueue", "LifoQueue", "SimpleQueue")
    errors = {name: getattr(queue, name) for name in ("Empty", "Full", "ShutDown") if hasattr(queue, name)}
    return {**errors, **{name: ours[name] for name in names}, "__all__": queue.__all__}


def futures_names() -> dict[str, Any]:
    """Return what `concurrent.futures` defines."""
    ours = library()
    names = ("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
             "InvalidStateError", "BrokenExecutor", "Future", "Executor", "wait", "as_completed")  # fmt: skip
    return {
        **{name: ours.base[name] for name in names},
        "ThreadPoolExecutor": ours.pool["ThreadPoolExecutor"],
        "ProcessPoolExecutor": concurrent.futures.ProcessPoolExecutor,
        "__all__": concurrent.futures.__all__,
    }


def pool_names() -> dict[str, Any]:
    """Return what `concurrent.futures.thread` defines."""
    return {**library().pool, "_python_exit": None}


def shut_down(run: Run) -> None:
    """Do what the interpreter does for executors when the main thread has ended: tell workers to stop."""
    for _worker, work in run.queues:
        work.over = True
        work.put(None)
