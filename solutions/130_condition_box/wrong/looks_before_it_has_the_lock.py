"""What was seen without the lock may be over when one has it.

test_put_waits_while_the_place_is_taken: D202
test_several_on_both_sides_get_every_value_once: D202
"""

import threading
import time


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        while self.full:
            time.sleep(0.01)
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
