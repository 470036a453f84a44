"""Calls itself until the C stack is gone.

exercise: 10_fork_children
points: 0
codes: C402, C401, T506
checks: every_child_ends
"""

import sys

sys.setrecursionlimit(1 << 30)


def deeper(*args):
    return max([1], key=deeper)


deeper()
