"""The worker of a ThreadPoolExecutor: CPython 3.11's loop for every version.

Since 3.12 a worker first tries whether the queue is empty, to count itself idle more exactly. That look races
with every `submit`, multiplies executions, and tells a program nothing; and one loop makes schedules portable.
"""

from collections.abc import Callable
from typing import Any

from grader.explore.task import Abandoned


def worker(
    reference: Callable[[], Any], queue: Any, initializer: Callable[..., object] | None, arguments: tuple[Any, ...]
) -> None:
    """Run what comes out of `queue`, until the executor is shut down or gone."""
    if not initialised(reference, initializer, arguments):
        return
    while True:
        item = queue.get(block=True)
        executor = reference()
        if item is not None:
            del executor
            item.run()
            del item
            executor = reference()
            if executor is not None:
                executor._idle_semaphore.release()  # noqa: SLF001  (this is the executor's other half)
        elif executor is None or executor._shutdown or executor_over(queue):  # noqa: SLF001
            if executor is not None:
                executor._shutdown = True  # noqa: SLF001
            queue.put(None)
            return
        del executor


def initialised(reference: Callable[[], Any], initializer: Callable[..., object] | None, arguments: Any) -> bool:
    """Run the initializer; a failure breaks the pool."""
    if initializer is None:
        return True
    try:
        initializer(*arguments)
    except Abandoned:
        raise
    except BaseException:  # noqa: BLE001  (as in CPython)
        executor = reference()
        if executor is not None:
            executor._initializer_failed()  # noqa: SLF001
        return False
    return True


def executor_over(queue: Any) -> bool:
    """Return whether the main thread has ended, so that workers may go."""
    return bool(getattr(queue, "over", False))
