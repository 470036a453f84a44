"""A future that the first caller fills."""

import threading
from concurrent.futures import Future

first = threading.Lock()
future = Future()


def factory():
    return object()


def get_instance():
    if first.acquire(blocking=False):
        future.set_result(factory())
    return future.result()
