"""Between the look at the flag and its setting another thread may come.

test_never_two_tasks_at_once: W108
"""

import time

busy = False


def guarded(task):
    global busy
    while busy:
        time.sleep(0.01)
    busy = True
    try:
        return task()
    finally:
        busy = False
