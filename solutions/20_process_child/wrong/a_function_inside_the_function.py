"""The child is to call a function inside the function, which only a forked child can find.

test_nothing_is_left_of_a_child: C406
"""

import os
from multiprocessing import Process, Queue


def run_child(name):
    queue = Queue()

    def greet():
        queue.put(f"Hello {name} from {os.getpid()}")

    child = Process(target=greet)
    child.start()
    text = queue.get()
    child.join()
    return text


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
