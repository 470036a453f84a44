"""A daemon keeps the output and the line to the judge open, for whoever waits for their end.

exercise: 10_fork_children
points: 0
codes: C403
checks: every_child_ends
runs: bench
"""

import os
import sys
import time

if os.fork() == 0:
    os.setsid()
    while True:
        time.sleep(0.01)
os._exit(0)
