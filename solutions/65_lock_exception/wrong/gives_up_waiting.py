"""Whoever has waited for a second goes on without the lock.

test_never_two_tasks_at_once: W108
"""

import threading

lock = threading.Lock()


def guarded(task):
    mine = lock.acquire(timeout=1)
    try:
        return task()
    finally:
        if mine:
            lock.release()
