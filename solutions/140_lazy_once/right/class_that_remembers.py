"""A holder with a lock of its own; a list says whether there is something."""

import threading


class Once:
    def __init__(self, make):
        self.make = make
        self.lock = threading.RLock()
        self.found = []

    def __call__(self):
        with self.lock:
            if not self.found:
                self.found.append(self.make())
        return self.found[0]


def factory():
    return object()


get_instance = Once(lambda: factory())
