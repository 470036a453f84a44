"""Call a task while holding a lock, and give the lock back whatever happens: see README.md."""

import threading

lock = threading.Lock()


def guarded(task):
    """Call task() while holding one lock shared by all callers; return its value, let its exception through."""
    with lock:
        return task()
