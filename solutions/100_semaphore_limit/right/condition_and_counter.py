"""A counter under a condition, and a thread that is a class."""

import threading


class Room:
    def __init__(self, places):
        self.free = places
        self.changed = threading.Condition()

    def __enter__(self):
        with self.changed:
            while self.free == 0:
                self.changed.wait()
            self.free -= 1

    def __exit__(self, *_):
        with self.changed:
            self.free += 1
            self.changed.notify()


class Worker(threading.Thread):
    def __init__(self, room, job):
        super().__init__()
        self.room, self.job = room, job

    def run(self):
        with self.room:
            self.job()


def run_limited(jobs, limit):
    room = Room(limit)
    workers = [Worker(room, job) for job in jobs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
