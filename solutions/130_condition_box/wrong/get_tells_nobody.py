"""Who waits for room is never told that there is some.

test_put_waits_while_the_place_is_taken: D202
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
            while not self.full:
                self.changed.wait()
            self.full = False
            return self.thing
