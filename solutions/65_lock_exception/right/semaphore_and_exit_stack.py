"""A semaphore with one permit, entered by an ExitStack."""

import contextlib
import threading

permit = threading.BoundedSemaphore(1)


def guarded(task):
    with contextlib.ExitStack() as stack:
        stack.enter_context(permit)
        return task()
