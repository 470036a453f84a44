"""notify_all() is called when the lock has been given back.

test_what_is_put_comes_out: C401
test_put_waits_while_the_place_is_taken: C401
test_get_waits_while_the_box_is_empty: C401
test_several_on_both_sides_get_every_value_once: C401
test_two_boxes_are_two_boxes: C401
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
            self.changed.notify_all()
            return self.thing
