"""The exit code is read before the process has ended.

test_the_exit_codes_come_in_the_order_of_the_tasks: W101
test_a_task_that_fails_does_not_stop_the_next: W101
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
    codes = []
    for task in tasks:
        child = Process(target=task)
        codes.append(child.exitcode)
        child.start()
        child.join()
    return codes
