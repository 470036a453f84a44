"""A power in C that cannot be interrupted.

exercise: 10_fork_children
points: 0
codes: T502, T503, T506
checks: every_child_ends
wall: 1
runs: bench
"""

9 ** (9 ** 9)
