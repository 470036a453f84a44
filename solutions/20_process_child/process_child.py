"""Reference: a queue brings the text back; start and join in the same loop."""

import os
from multiprocessing import Process, Queue


def greet(queue, name):
    """Make the text, in whichever process this runs."""
    queue.put(f"Hello {name} from {os.getpid()}")


def run_child(name):
    """Have a child process make the text "Hello NAME from PID", where PID is the child's own process id,
    and return that text once the child has ended.
    """
    queue = Queue()
    child = Process(target=greet, args=(queue, name))
    child.start()
    text = queue.get()
    child.join()
    return text


def run_one_by_one(tasks):
    """Run every function in the list `tasks` (they take no arguments) in a process of its own, the next one only
    after the one before has ended, and return the list of their exit codes.
    """
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
