"""A None in the box looks like no thing at all.

test_what_is_put_comes_out: D202
"""

import threading


class Box:
    def __init__(self):
        self.full = False
        self.thing = None
        self.changed = threading.Condition()

    def put(self, x):
        with self.changed:
            while self.thing is not None:
                self.changed.wait()
            self.thing = x
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while self.thing is None:
                self.changed.wait()
            x, self.thing = self.thing, None
            self.changed.notify_all()
            return x
