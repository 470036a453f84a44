"""Ignores every signal there is, SIGTERM and SIGXCPU among them, and sleeps for ever.

exercise: 10_fork_children
points: 0
codes: T509
checks: every_child_ends
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
