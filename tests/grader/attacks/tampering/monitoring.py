"""Asks for the interpreter's monitoring, which newer versions have.

exercise: 10_fork_children
points: 0
codes: S707
checks: numbers_agree, every_child_ends
runs: bench
"""

import sys

sys.monitoring.use_tool_id(0, "mine")

def introduce():
    raise ValueError("never called")


def spawn(n):
    raise ValueError("never called")
