"""Aborts the process in C.

exercise: 10_fork_children
points: 0
codes: C402
checks: numbers_agree, every_child_ends
"""

import os

os.abort()
