"""Empties sys.modules, so that nothing that is looked up there is found again.

exercise: 20_process_child
points: 0
codes: C401, C403, W101, W105, L302
checks: makes_the_text, exit_codes
runs: bench
"""

import sys

sys.modules.clear()


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
