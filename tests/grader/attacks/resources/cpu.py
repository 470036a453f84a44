"""Computes without end, and goes on after SIGXCPU.

exercise: 10_fork_children
points: 0
codes: T502, C402
checks: every_child_ends
"""

import signal

signal.signal(signal.SIGXCPU, signal.SIG_IGN)
while True:
    pass
