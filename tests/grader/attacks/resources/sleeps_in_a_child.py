"""Leaves a child that sleeps for an hour, so that nothing ever settles.

exercise: 10_fork_children
points: 0
codes: L302
checks: spawn_waits_for_all
wall: 2
"""

import os
import time


def introduce():
    return None


def spawn(n):
    if os.fork() == 0:
        time.sleep(3600)
    return list(range(n))
