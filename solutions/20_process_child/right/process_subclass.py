"""Process subclasses and a Pipe."""

import multiprocessing as mp
import os


class Greeter(mp.Process):
    def __init__(self, name):
        super().__init__()
        self.who = name
        self.mine, self.theirs = mp.Pipe(duplex=False)

    def run(self):
        self.theirs.send("Hello %s from %d" % (self.who, os.getpid()))


class Runner(mp.Process):
    def __init__(self, task):
        super().__init__(daemon=True)
        self.task = task

    def run(self):
        self.task()


def run_child(name):
    g = Greeter(name)
    g.start()
    text = g.mine.recv()
    g.join()
    return text


def run_one_by_one(tasks):
    codes = [None] * len(tasks)
    for i, task in enumerate(tasks):
        r = Runner(task)
        r.start()
        r.join()
        codes[i] = r.exitcode
    return codes
