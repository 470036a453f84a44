"""Every thread has an object of its own.

test_two_threads_get_the_same_object: W101
test_three_threads_get_the_same_object: W101
test_nobody_gets_it_before_it_is_finished: W101
"""

import threading

mine = threading.local()


def factory():
    return object()


def get_instance():
    if not hasattr(mine, "instance"):
        mine.instance = factory()
    return mine.instance
