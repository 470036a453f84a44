"""The child only prints; the text that comes back is made by the caller, from the child's pid.

test_the_child_makes_the_text: W104
"""

import os
from multiprocessing import Process


def greet(name):
    print(f"Hello {name} from {os.getpid()}")


def run_child(name):
    child = Process(target=greet, args=(name,))
    child.start()
    child.join()
    return f"Hello {name} from {child.pid}"


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
