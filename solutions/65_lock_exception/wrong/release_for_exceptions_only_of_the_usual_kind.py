"""What is no Exception keeps the lock.

test_the_lock_is_free_after_an_exception: D202
"""

import threading

lock = threading.Lock()


def guarded(task):
    lock.acquire()
    try:
        value = task()
    except Exception:
        lock.release()
        raise
    lock.release()
    return value
