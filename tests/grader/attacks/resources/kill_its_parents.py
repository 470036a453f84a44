"""Sends SIGKILL, SIGSTOP and everything else to its parent and to pid 1.

exercise: 10_fork_children
points: 0
codes: W101, C402
checks: every_child_ends
"""

import os
import signal

for number in range(1, 65):
    for pid in (os.getppid(), 1):
        try:
            os.kill(pid, number)
        except OSError:
            pass


def introduce():
    return None


def spawn(n):
    return None
