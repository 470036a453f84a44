"""The child is joined before its text has been read: it cannot end if the text is longer than what a pipe holds.

test_nothing_is_left_of_a_child: D202
"""

import os
from multiprocessing import Process, Queue


def greet(queue, name):
    queue.put(f"Hello {name} from {os.getpid()}")


def run_child(name):
    queue = Queue()
    child = Process(target=greet, args=(queue, name))
    child.start()
    child.join()
    return queue.get()


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
