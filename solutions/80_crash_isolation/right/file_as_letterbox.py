"""The child leaves its answer in a temporary file; the caller joins first and reads afterwards."""

import multiprocessing
import os
import pickle
import tempfile


class Worker(multiprocessing.Process):
    def __init__(self, task, path):
        super().__init__()
        self.task, self.path = task, path

    def run(self):
        try:
            answer = pickle.dumps(("returned", self.task()))
        except Exception as e:
            answer = pickle.dumps(("raised", type(e).__name__ + ": " + str(e)))
        with open(self.path, "wb") as file:
            file.write(answer)


def run_isolated(task):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "answer")
        worker = Worker(task, path)
        worker.start()
        worker.join()
        if os.path.exists(path):
            with open(path, "rb") as file:
                return pickle.load(file)
        return ("died", worker.exitcode)
