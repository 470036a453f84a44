"""Closes every descriptor, among them the line to the judge, and goes on.

exercise: 10_fork_children
points: 0
codes: D202, C403
checks: every_child_ends
"""

import os
import threading

os.closerange(0, 256)


def introduce():
    return None


def spawn(n):
    threading.Event().wait()
