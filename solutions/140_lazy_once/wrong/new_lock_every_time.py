"""The lock is made inside the function.

test_two_threads_get_the_same_object: R102
test_three_threads_get_the_same_object: R102
test_nobody_gets_it_before_it_is_finished: W101
"""

import threading

instance = None


def factory():
    return object()


def get_instance():
    global instance
    with threading.Lock():
        if instance is None:
            instance = factory()
    return instance
