"""Walks up the frames to the value that is expected.

exercise: 10_fork_children
points: 0
codes: S707
checks: numbers_agree, every_child_ends
"""

import sys

caller = sys._getframe().f_back

def introduce():
    raise ValueError("never called")


def spawn(n):
    raise ValueError("never called")
