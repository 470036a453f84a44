"""A semaphore without a permit, and threads that are classes."""

import threading


class Earlier(threading.Thread):
    def __init__(self, job, permit):
        super().__init__()
        self.job, self.permit = job, permit

    def run(self):
        self.job()
        self.permit.release()


class Later(Earlier):
    def run(self):
        self.permit.acquire()
        self.job()


def ordered(first, second):
    permit = threading.Semaphore(0)
    threads = [Later(second, permit), Earlier(first, permit)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
