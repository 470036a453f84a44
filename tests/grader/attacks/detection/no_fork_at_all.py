"""Never forks: it returns the numbers that forked children would have led to.

exercise: 10_fork_children
points: 0
codes: W101, W102, W104
"""

import os


def introduce():
    return 77777, 77777, os.getpid()


def spawn(n):
    return list(range(n))
