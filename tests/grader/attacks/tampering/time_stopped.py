"""Stops every clock of its process, so that no limit would ever pass.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, waits
runs: bench
"""

import time

for clock in ("time", "monotonic", "perf_counter", "process_time"):
    setattr(time, clock, lambda: 0.0)


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
