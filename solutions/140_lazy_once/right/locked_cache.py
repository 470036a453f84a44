"""The cache keeps the object, and a lock lets only one thread look."""

import functools
import threading

lock = threading.Lock()


def factory():
    return object()


@functools.cache
def made():
    return factory()


def get_instance():
    with lock:
        return made()
