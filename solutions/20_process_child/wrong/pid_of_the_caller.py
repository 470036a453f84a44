"""The text carries the pid of the caller.

test_the_child_makes_the_text: W104
"""

import os
from multiprocessing import Process, Queue


def greet(queue, text):
    queue.put(text)


def run_child(name):
    queue = Queue()
    child = Process(target=greet, args=(queue, f"Hello {name} from {os.getpid()}"))
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
