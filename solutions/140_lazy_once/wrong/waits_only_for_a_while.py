"""Whoever has waited for a second makes one, too.

test_nobody_gets_it_before_it_is_finished: W101
"""

import threading

lock = threading.Lock()
instance = None


def factory():
    return object()


def get_instance():
    global instance
    mine = lock.acquire(timeout=1)
    try:
        if instance is None:
            instance = factory()
        return instance
    finally:
        if mine:
            lock.release()
