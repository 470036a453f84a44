"""The wait has a time-out, and nobody looks whether it was in vain.

test_put_waits_while_the_place_is_taken: W101
test_get_waits_while_the_box_is_empty: W101
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
                self.changed.wait(timeout=1)
            self.thing, self.full = x, True
            self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.full:
                self.changed.wait(timeout=1)
            self.full = False
            self.changed.notify_all()
            return self.thing
