"""Twenty processes hold ten megabytes each, and none of them ends.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends
runs: bench
"""

import os
import time

for _ in range(20):
    if os.fork() == 0:
        block = b"x" * 10_000_000
        while True:
            time.sleep(0.01)
raise ValueError("enough")
