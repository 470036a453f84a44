"""The counter lies in a manager's process."""

from multiprocessing import Manager, Process


class Adder(Process):
    def __init__(self, shared, lock, loops):
        super().__init__()
        self.shared, self.lock, self.loops = shared, lock, loops

    def run(self):
        for _ in range(self.loops):
            with self.lock:
                self.shared["count"] += 1


def count(procs, loops):
    with Manager() as manager:
        shared, lock = manager.dict(count=0), manager.Lock()
        adders = [Adder(shared, lock, loops) for _ in range(procs)]
        for adder in adders:
            adder.start()
        for adder in adders:
            adder.join()
        return shared["count"]
