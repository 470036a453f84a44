"""The lock is given back before the object is made.

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
    with lock:
        missing = instance is None
    if missing:
        instance = factory()
    return instance
