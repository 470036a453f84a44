"""Polling under a lock."""

import threading
import time

EMPTY = object()


class Box:
    def __init__(self):
        self.lock = threading.Lock()
        self.thing = EMPTY

    def exchange(self, thing, possible):
        while True:
            with self.lock:
                if possible(self.thing):
                    self.thing, found = thing, self.thing
                    return found
            time.sleep(0.001)

    def put(self, x):
        self.exchange(x, lambda thing: thing is EMPTY)

    def get(self):
        return self.exchange(EMPTY, lambda thing: thing is not EMPTY)
