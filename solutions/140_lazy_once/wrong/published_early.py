""""It is made" is written down before it is made.

test_two_threads_get_the_same_object: R102
test_three_threads_get_the_same_object: R102
test_nobody_gets_it_before_it_is_finished: W101
"""

import threading

lock = threading.Lock()
made, instance = False, None


def factory():
    return object()


def get_instance():
    global made, instance
    with lock:
        mine, made = not made, True
    if mine:
        instance = factory()
    return instance
