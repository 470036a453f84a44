"""Everybody sleeps at a condition that nobody else knows.

test_put_waits_while_the_place_is_taken: D202
test_get_waits_while_the_box_is_empty: D202
test_several_on_both_sides_get_every_value_once: D202
"""

import threading


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        changed = threading.Condition()
        with changed:
            while self.full:
                changed.wait()
            self.thing, self.full = x, True
            changed.notify_all()

    def get(self):
        changed = threading.Condition()
        with changed:
            while not self.full:
                changed.wait()
            self.full = False
            changed.notify_all()
            return self.thing
