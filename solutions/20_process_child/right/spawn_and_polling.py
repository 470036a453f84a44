"""The spawn start method, a Manager's list, and polling with is_alive."""

import multiprocessing
import os
import time

context = multiprocessing.get_context("spawn")


def greet(box, name):
    box.append(f"Hello {name} from {os.getpid()}")


def run_child(name):
    with context.Manager() as manager:
        box = manager.list()
        child = context.Process(target=greet, args=(box, name))
        child.start()
        child.join()
        return box[0]


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = context.Process(target=task)
        child.start()
        while child.is_alive():
            time.sleep(0.005)
        codes.append(child.exitcode)
    return codes
