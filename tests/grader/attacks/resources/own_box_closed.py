"""Forbids everybody to look into its box.

exercise: 10_fork_children
points: 0
codes: C401
checks: numbers_agree, every_child_ends
"""

import os

for folder in ("/box", "/tmp", "/dev/shm", "/dev", "/"):
    try:
        os.chmod(folder, 0)
    except OSError:
        pass


def introduce():
    raise ValueError("done")


def spawn(n):
    raise ValueError("done")
