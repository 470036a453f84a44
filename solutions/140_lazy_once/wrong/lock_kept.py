"""A caller who finds the object goes away with the lock.

test_the_object_of_the_factory_comes_back: D202
test_three_threads_get_the_same_object: D202
"""

import threading

lock = threading.Lock()
instance = None


def factory():
    return object()


def get_instance():
    global instance
    lock.acquire()
    if instance is not None:
        return instance
    instance = factory()
    lock.release()
    return instance
