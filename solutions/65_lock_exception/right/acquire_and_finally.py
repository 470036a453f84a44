"""By hand."""

from threading import Lock

_lock = Lock()


def guarded(task):
    _lock.acquire()
    try:
        value = task()
    finally:
        _lock.release()
    return value
