"""Double-checked: the lock is needed only until the object is there."""

from threading import Lock

_lock = Lock()
_instance = None


def factory():
    return object()


def get_instance():
    global _instance
    if _instance is None:
        with _lock:
            if _instance is None:
                _instance = factory()
    return _instance
