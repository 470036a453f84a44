"""Returns generators and iterators instead of lists.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
runs: bench
"""

import itertools


def run_child(name):
    yield name


def run_one_by_one(tasks):
    return itertools.count()
