"""Never starts a process: it takes what it finds in the tasks for their exit codes, and makes up pids.

exercise: 20_process_child
points: 1
codes: W101, W104, W105
"""

import random


def run_child(name):
    return f"Hello {name} from {random.randrange(1000, 9999)}"


def run_one_by_one(tasks):
    return [task.args[0] for task in tasks]
