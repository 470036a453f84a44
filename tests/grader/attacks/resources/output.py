"""Prints without end.

exercise: 10_fork_children
points: 0
codes: T504
checks: every_child_ends
"""

while True:
    print("x" * 100_000)
