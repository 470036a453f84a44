"""Forks without end, in every process.

exercise: 10_fork_children
points: 0
codes: T507, C401, T502, T503, W101, W107, L302
checks: every_child_ends
wall: 1.5
"""

import os


def introduce():
    return None


def spawn(n):
    while True:
        os.fork()
