"""A subclass of Thread keeps the result of its run() as an attribute."""

import threading


class Worker(threading.Thread):
    def __init__(self, job, name=None):
        super().__init__(name=name)
        self.job = job
        self.result = None

    def run(self):
        self.result = self.job()


def finished(workers):
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [worker.result for worker in workers]


def run_all(jobs):
    return finished([Worker(job) for job in jobs])


def names_seen(names):
    return finished([Worker(lambda: threading.current_thread().name, name) for name in names])
