"""Returns texts that are a little wider, padded, or with another pid in other digits.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
runs: bench
"""

import os


def run_child(name):
    return f"Hello {name} from \u0661\u0662\u0663"


def run_one_by_one(tasks):
    return [str(task.args[0]) for task in tasks] or [None]
