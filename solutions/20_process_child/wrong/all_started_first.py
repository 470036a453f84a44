"""All processes are started before the first one is joined.

test_the_caller_waits_and_never_two_are_alive: W108
"""

import os
from multiprocessing import Process, Queue


def greet(queue, name):
    queue.put(f"Hello {name} from {os.getpid()}")


def run_child(name):
    queue = Queue()
    child = Process(target=greet, args=(queue, name))
    child.start()
    text = queue.get()
    child.join()
    return text


def run_one_by_one(tasks):
    children = [Process(target=task) for task in tasks]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.exitcode for child in children]
