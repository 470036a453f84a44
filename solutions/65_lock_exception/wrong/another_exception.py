"""The caller gets another exception than the one that was raised.

test_the_lock_is_free_after_an_exception: W109
test_the_exception_reaches_the_caller: W109
"""

import threading

lock = threading.Lock()


def guarded(task):
    with lock:
        try:
            return task()
        except BaseException as error:
            raise RuntimeError("the task failed") from error
