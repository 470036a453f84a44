"""Ignores every signal there is, SIGTERM and SIGXCPU among them, and sleeps for ever.

exercise: 10_fork_children
points: 0
codes: T503
checks: every_child_ends
wall: 2
"""

import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    time.sleep(1000)
