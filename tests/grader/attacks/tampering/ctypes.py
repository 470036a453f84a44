"""Loads the C library to write into memory.

exercise: 10_fork_children
points: 0
codes: S707
checks: numbers_agree, every_child_ends
runs: bench
"""

import ctypes

ctypes.CDLL(None)

def introduce():
    raise ValueError("never called")


def spawn(n):
    raise ValueError("never called")
