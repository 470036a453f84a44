"""The child writes into a global variable, which the caller cannot see.

test_the_child_makes_the_text: W101
"""

import os
from multiprocessing import Process

answer = ""


def greet(name):
    global answer
    answer = f"Hello {name} from {os.getpid()}"


def run_child(name):
    child = Process(target=greet, args=(name,))
    child.start()
    child.join()
    return answer


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
