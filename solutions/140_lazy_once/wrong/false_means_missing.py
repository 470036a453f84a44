"""What counts as false is made again.

test_an_object_that_counts_as_false_is_an_object: W101
"""

import threading

lock = threading.Lock()
instance = None


def factory():
    return object()


def get_instance():
    global instance
    with lock:
        if not instance:
            instance = factory()
        return instance
