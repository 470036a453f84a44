"""A box with a single place, for any number of threads: see README.md."""

import threading


class Box:
    """Holds one thing at most."""

    def __init__(self):
        self.things = []
        self.changed = threading.Condition()

    def put(self, x):
        """Lay x into the box; wait while the place is taken."""
        with self.changed:
            while self.things:
                self.changed.wait()
            self.things.append(x)
            self.changed.notify_all()

    def get(self):
        """Take out what lies in the box and return it; wait while the box is empty."""
        with self.changed:
            while not self.things:
                self.changed.wait()
            x = self.things.pop()
            self.changed.notify_all()
            return x
