"""Traces whoever calls it, to change the caller's variables.

exercise: 10_fork_children
points: 0
codes: S707
checks: numbers_agree, every_child_ends
runs: bench
"""

import sys

sys.settrace(lambda *_: None)

def introduce():
    raise ValueError("never called")


def spawn(n):
    raise ValueError("never called")
