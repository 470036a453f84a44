"""A task that fails is called a second time.

test_the_exception_reaches_the_caller: W101
"""

import threading

lock = threading.Lock()


def guarded(task):
    with lock:
        try:
            return task()
        except ValueError:
            return task()
