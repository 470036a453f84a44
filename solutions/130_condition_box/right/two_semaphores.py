"""One semaphore counts places, the other one things."""

from threading import Semaphore


class Box:
    def __init__(self):
        self.places, self.things = Semaphore(1), Semaphore(0)

    def put(self, x):
        self.places.acquire()
        self.inside = x
        self.things.release()

    def get(self):
        self.things.acquire()
        x = self.inside
        self.places.release()
        return x
