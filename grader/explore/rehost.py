"""The standard library's own synchronisation classes, run on top of our locks and threads.

Only the primitives are modelled; Condition, Semaphore, Event, Barrier, Timer, the queues, futures and the
executor are CPython's source, whichever version runs us, so nothing can drift from it. Two things are
replaced on the way: what depends on addresses or on the machine (order of `id`, the number of CPUs), and
the registries that a real interpreter keeps for its shutdown.
"""

import builtins
import concurrent.futures._base as real_base
import concurrent.futures.thread as real_pool
import contextlib
import functools
import queue as real_queue
import threading as real_threading
import types
from collections.abc import Iterable
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any

from grader.explore import thread as threads
from grader.explore.addresses import identify
from grader.explore.grain import coarsen_event, coarsen_semaphore
from grader.explore.grain_barrier import coarsen_barrier
from grader.explore.grain_futures import coarsen_future
from grader.explore.grain_pool import coarsen_pool
from grader.explore.grain_queue import Coarse
from grader.explore.grain_waits import coarsen_waiting
from grader.explore.locks import Lock, RLock, Waiter
from grader.explore.own import local
from grader.explore.pool import worker
from grader.explore.thread import Thread, current_thread
from grader.explore.timing import monotonic

THREADING = ("Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier", "Timer")
QUEUE = ("Queue", "PriorityQueue", "LifoQueue")
FUTURES = (
    "_Waiter", "_AsCompletedWaiter", "_FirstCompletedWaiter", "_AllCompletedWaiter", "_AcquireFutures",
    "_create_and_install_waiters", "_yield_finished_futures", "as_completed", "wait", "_result_or_cancel",
    "Future", "Executor",
)  # fmt: skip
POOL = ("_WorkItem", "ThreadPoolExecutor")


def rehost(module: ModuleType, names: Iterable[str], given: dict[str, Any]) -> dict[str, Any]:
    """Execute the definitions `names` of `module` among its own globals, with `given` on top, those of bases first.

    They are taken as they were compiled: to parse the source takes a sandbox ten times as long, at every start.
    """
    space = {**vars(module), **given}
    bodies = compiled(module)
    for name in names:
        real, code = vars(module)[name], within(bodies[name], f"<{module.__name__}>")
        if isinstance(real, type):
            bases = (space.get(base.__name__, base) for base in real.__bases__)
            space[name] = builtins.__build_class__(FunctionType(code, space, name), name, *bases)
        else:
            space[name] = FunctionType(code, space, name, real.__defaults__)
    return space


def compiled(module: ModuleType) -> dict[str, CodeType]:
    """Return the code of what a module of the standard library defines, by name."""
    whole: CodeType = module.__spec__.loader.get_code(module.__name__)  # type: ignore[union-attr]  # it has a file
    return {const.co_name: const for const in whole.co_consts if isinstance(const, CodeType)}


def within(code: CodeType, filename: str) -> CodeType:
    """Return `code` as if it came from the file that is called so."""
    consts = (within(const, filename) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(consts))


class Registry(dict[Any, Any]):
    """The queues of executors, by worker, that the end of the main thread has to wake."""

    def __setitem__(self, worker: Any, queue: Any) -> None:
        threads.running().run.queues.append((worker, queue))


def serial_of(thing: Any) -> int:
    """Stand in for `id`: the order in which the library met things, not their addresses."""
    return hash(thing)


@functools.cache
def library() -> SimpleNamespace:
    """Return every re-hosted definition; they hold no state, so one copy serves all executions."""
    threading = rehost(
        real_threading,
        THREADING,
        {"Lock": Lock, "RLock": RLock, "_allocate_lock": Waiter, "Thread": Thread, "_time": monotonic, "id": identify},
    )
    coarsen_event(threading["Event"])
    coarsen_semaphore(threading["Semaphore"], threading["BoundedSemaphore"])
    coarsen_barrier(threading["Barrier"], threading["BrokenBarrierError"])
    module = SimpleNamespace(**{**threading, "current_thread": current_thread, "local": local})
    queue = rehost(real_queue, QUEUE, {"threading": module, "time": monotonic})
    Coarse(queue["Queue"]).install(queue["LifoQueue"], queue["PriorityQueue"])
    queue["SimpleQueue"] = simple_queue_class(queue["Queue"])
    base = rehost(
        real_base, FUTURES, {"threading": module, "time": SimpleNamespace(monotonic=monotonic), "id": serial_of}
    )
    coarsen_future(base["Future"])
    coarsen_waiting(base)
    pool = rehost(
        real_pool,
        POOL,
        {
            "threading": module,
            "queue": SimpleNamespace(**queue),
            "_base": SimpleNamespace(**base),
            "Executor": base["Executor"],
            "os": SimpleNamespace(cpu_count=lambda: 4, process_cpu_count=lambda: 4),
            "_threads_queues": Registry(),
            "_global_shutdown_lock": contextlib.nullcontext(),
            "_shutdown": False,
        },
    )
    pool["_worker"] = worker
    coarsen_pool(pool["ThreadPoolExecutor"])
    pool["ThreadPoolExecutor"]._counter = staticmethod(threads.pool_number)  # noqa: SLF001  (numbers every executor)
    return SimpleNamespace(threading=threading, queue=queue, base=base, pool=pool)


def simple_queue_class(queue: Any) -> Any:
    """Return SimpleQueue, which CPython writes in C, as a Queue without a limit and with fewer methods."""

    class SimpleQueue:
        """An unbounded queue."""

        def __init__(self) -> None:
            self._queue = queue()

        def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT001, FBT002
            """Add an item; never waits."""
            del block, timeout
            self._queue.put(item)

        def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002
            """Take the oldest item."""
            return self._queue.get(block, timeout)

        def put_nowait(self, item: Any) -> None:
            """Add an item."""
            self.put(item)

        def get_nowait(self) -> Any:
            """Take the oldest item or raise Empty."""
            return self.get(block=False)

        def empty(self) -> bool:
            """Return whether there is no item now."""
            return bool(self._queue.empty())

        def qsize(self) -> int:
            """Return how many items there are now."""
            return int(self._queue.qsize())

        def __reduce__(self) -> str:
            raise TypeError("cannot pickle '_queue.SimpleQueue' object")

        __class_getitem__: Any = classmethod(types.GenericAlias)

    return SimpleQueue
