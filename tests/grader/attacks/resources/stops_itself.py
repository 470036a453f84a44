"""Stops itself with SIGSTOP, for ever.

exercise: 10_fork_children
points: 0
codes: D202, T503
checks: every_child_ends
wall: 3
runs: bench
"""

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
