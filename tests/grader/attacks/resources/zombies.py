"""Leaves a hundred zombies.

exercise: 10_fork_children
points: 0
codes: W101, L303
checks: spawn_waits_for_all
"""

import os


def introduce():
    return None


def spawn(n):
    for _ in range(100):
        if os.fork() == 0:
            os._exit(0)
    return list(range(n))
