"""A generator as context manager."""

import threading
from contextlib import contextmanager


class Guard:
    def __init__(self):
        self.lock = threading.Lock()

    @contextmanager
    def held(self):
        self.lock.acquire()
        try:
            yield
        finally:
            self.lock.release()


guard = Guard()


def guarded(task):
    with guard.held():
        return task()
