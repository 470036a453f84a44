"""A child prints without end, past Python, while the caller waits for it.

exercise: 10_fork_children
points: 0
codes: T504
checks: every_child_ends
runs: bench
"""

import os


def introduce():
    return None


def spawn(n):
    if os.fork() == 0:
        os.execv("/usr/bin/yes", ["yes"])
    os.wait()
