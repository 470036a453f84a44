"""Takes all the memory that it may have.

exercise: 10_fork_children
points: 0
codes: T506
checks: every_child_ends
"""

blocks = [bytearray(8 << 30) for _ in range(64)]
