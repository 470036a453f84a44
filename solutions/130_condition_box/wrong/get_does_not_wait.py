"""An empty box gives None.

test_put_waits_while_the_place_is_taken: D202
test_get_waits_while_the_box_is_empty: W101
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
            self.changed.notify_all()

    def get(self):
        with self.changed:
            x = self.thing if self.full else None
            self.full = False
            self.changed.notify_all()
            return x
