"""run_child reads the text but does not wait for the child.

test_nothing_is_left_of_a_child: L303
"""

import os
from multiprocessing import Pipe, Process


def greet(line, name):
    line.send(f"Hello {name} from {os.getpid()}")


def run_child(name):
    ours, theirs = Pipe()
    child = Process(target=greet, args=(theirs, name))
    child.start()
    return ours.recv()


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
