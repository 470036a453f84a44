"""Every thread has a lock of its own.

test_never_two_tasks_at_once: W108
"""

import threading

mine = threading.local()


def guarded(task):
    if not hasattr(mine, "lock"):
        mine.lock = threading.Lock()
    with mine.lock:
        return task()
