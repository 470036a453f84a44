"""What is done with the student's processes; the tasks wait at gates, so that the judge decides when they end."""

import functools
import os
import signal
import sys

from grader.stage import gate


def hello(student, names):
    """Have a text made for each name."""
    return {"texts": [student.run_child(name) for name in names]}


def task(number, ending):
    """Wait at a gate, then end in a certain way."""
    gate("task", number)
    if ending == "exit":
        sys.exit(number)
    if ending == "_exit":
        os._exit(number)
    if ending == "raise":
        raise RuntimeError("this task is made to fail")
    if ending == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


def one_by_one(student, endings):
    """Run one task for each ending."""
    tasks = [functools.partial(task, number, ending) for number, ending in enumerate(endings, 3)]
    return {"codes": student.run_one_by_one(tasks)}
