"""The one that is woken may be of the wrong kind.

test_several_on_both_sides_get_every_value_once: D202
"""

import threading


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        with self.changed:
            while self.full:
                self.changed.wait()
            self.thing, self.full = x, True
            self.changed.notify()

    def get(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify()
            return self.thing
