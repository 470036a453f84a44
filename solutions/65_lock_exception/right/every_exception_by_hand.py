"""Without finally: every way out gives the lock back."""

import threading

mutex = threading.RLock()


def guarded(task):
    mutex.acquire()
    try:
        value = task()
    except BaseException:
        mutex.release()
        raise
    else:
        mutex.release()
        return value
