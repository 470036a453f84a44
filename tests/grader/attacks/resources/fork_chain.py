"""Forks and ends in turn, each time in a session of its own, so that nobody can be caught.

exercise: 10_fork_children
points: 0
codes: C403
checks: every_child_ends
"""

import os
import time


def introduce():
    return None


def spawn(n):
    for _ in range(2000):
        if os.fork():
            os._exit(0)
        os.setsid()
    time.sleep(60)
