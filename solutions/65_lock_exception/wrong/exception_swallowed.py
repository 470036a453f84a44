"""The lock is given back, and the exception is lost.

test_the_lock_is_free_after_an_exception: W109
test_the_exception_reaches_the_caller: W109
"""

import threading

lock = threading.Lock()


def guarded(task):
    with lock:
        try:
            return task()
        except BaseException:
            return None
