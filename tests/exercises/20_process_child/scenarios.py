"""What is done with the student's processes; the tasks wait at gates, so that the judge decides when they end."""

import functools
import os
import signal
import sys

from grader.stage import gate


def hello(student, names):
    """Have a text made for each name."""
    return {"texts": [student.run_child(name) for name in names]}


def unborn(student, name):
    """Have a text made by a child that waits at a gate before it does anything; who is told `leave` there never will."""
    os.register_at_fork(after_in_child=lambda: gate("born") == "leave" and os._exit(0))
    return {"texts": [student.run_child(name)]}


def long_hello(student, size):
    """Have a text made for a long name."""
    student.run_child("x" * size)
    return {}


def task(number):
    """Wait at a gate to be told how to end, which nobody but this process learns."""
    how, _, code = (gate("task", number) or "return").partition(" ")
    if how == "exit":
        sys.exit(int(code))
    if how == "_exit":
        os._exit(int(code))
    if how == "raise":
        raise RuntimeError("this task is made to fail")
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


def one_by_one(student, count):
    """Run so many tasks, numbered from 0."""
    tasks = [functools.partial(task, number) for number in range(count)]
    return {"codes": student.run_one_by_one(tasks)}
