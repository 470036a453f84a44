"""wait() is called without the lock.

test_put_waits_while_the_place_is_taken: C401
test_several_on_both_sides_get_every_value_once: C401
"""

import threading


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        while self.full:
            self.changed.wait()
        with self.changed:
            self.thing, self.full = x, True
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify_all()
            return self.thing
