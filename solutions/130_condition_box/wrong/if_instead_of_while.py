"""Whoever is woken does not look again.

test_put_waits_while_the_place_is_taken: D202
test_several_on_both_sides_get_every_value_once: W101
"""

import threading


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        with self.changed:
            if self.full:
                self.changed.wait()
            self.thing, self.full = x, True
            self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify_all()
            return self.thing
