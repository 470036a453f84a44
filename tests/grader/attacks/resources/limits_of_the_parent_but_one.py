"""Takes pid 1 the right to write files, and nothing else: it lives, but its next child cannot begin.

exercise: 10_fork_children
points: 0
codes: C401
checks: numbers_agree, every_child_ends, spawn_waits_for_all
"""

import resource

try:
    resource.prlimit(1, resource.RLIMIT_FSIZE, (0, 0))
    resource.prlimit(1, resource.RLIMIT_CPU, (3, 3))
except OSError:
    pass


def introduce():
    raise ValueError("done")


def spawn(n):
    raise ValueError("done")
