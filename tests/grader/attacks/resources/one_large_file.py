"""Writes a file that is larger than a file may be.

exercise: 10_fork_children
points: 0
codes: T508, C402
checks: every_child_ends
runs: bench
"""

with open("large", "wb") as file:
    file.truncate(1 << 40)
