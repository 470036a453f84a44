"""Registers an exit status for the end of the interpreter and has nothing else to show.

exercise: 10_fork_children
points: 0
codes: C403, W101, W102
checks: numbers_agree, every_child_ends
runs: bench
"""

import atexit
import os

atexit.register(os._exit, 0)


def introduce():
    raise SystemExit(0)


def spawn(n):
    raise SystemExit(0)
