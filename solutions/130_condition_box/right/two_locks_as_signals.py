"""A lock may be released by another thread than the one that took it."""

import threading


class Box:
    def __init__(self):
        self.may_put = threading.Lock()
        self.may_get = threading.Lock()
        self.may_get.acquire()

    def put(self, x):
        self.may_put.acquire()
        self._thing = x
        self.may_get.release()

    def get(self):
        self.may_get.acquire()
        thing = self._thing
        self.may_put.release()
        return thing
