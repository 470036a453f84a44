"""The box belongs to the class, not to the object.

test_two_boxes_are_two_boxes: D202
"""

import threading


class Box:
    things = []
    changed = threading.Condition()

    def put(self, x):
        with self.changed:
            while self.things:
                self.changed.wait()
            self.things.append(x)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.things:
                self.changed.wait()
            x = self.things.pop()
            self.changed.notify_all()
            return x
