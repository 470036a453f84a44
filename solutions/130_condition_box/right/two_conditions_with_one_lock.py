"""Who waits for room and who waits for a thing sleep in different places, so one notify is enough."""

import threading


class Box:
    def __init__(self):
        lock = threading.Lock()
        self.filled = threading.Condition(lock)
        self.emptied = threading.Condition(lock)
        self.full, self.thing = False, None

    def put(self, x):
        with self.emptied:
            self.emptied.wait_for(lambda: not self.full)
            self.full, self.thing = True, x
            self.filled.notify()

    def get(self):
        with self.filled:
            self.filled.wait_for(lambda: self.full)
            self.full = False
            self.emptied.notify()
            return self.thing
