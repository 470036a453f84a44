"""An exception skips the release.

test_the_lock_is_free_after_an_exception: D202
"""

import threading

lock = threading.Lock()


def guarded(task):
    lock.acquire()
    value = task()
    lock.release()
    return value
