"""Whoever does not get the lock goes on without.

test_two_threads_get_the_same_object: R102
test_three_threads_get_the_same_object: R102
test_nobody_gets_it_before_it_is_finished: W101
"""

import threading

lock = threading.Lock()
instance = None


def factory():
    return object()


def get_instance():
    global instance
    if lock.acquire(blocking=False):
        try:
            if instance is None:
                instance = factory()
        finally:
            lock.release()
    return instance
