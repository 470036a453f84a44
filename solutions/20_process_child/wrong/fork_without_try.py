"""A task that raises takes its child out of run_one_by_one, back into the code that called it.

test_a_task_that_fails_does_not_stop_the_next: W107
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
        pid = os.fork()
        if pid == 0:
            task()
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        codes.append(os.waitstatus_to_exitcode(status))
    return codes
