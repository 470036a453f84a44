"""Interrupts itself as a person would, and raises KeyboardInterrupt when asked.

exercise: 10_fork_children
points: 0
codes: C401, C402
checks: numbers_agree, every_child_ends
runs: bench
"""

import os
import signal


def introduce():
    os.kill(os.getpid(), signal.SIGINT)


def spawn(n):
    raise KeyboardInterrupt
