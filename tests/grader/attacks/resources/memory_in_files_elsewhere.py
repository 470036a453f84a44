"""Fills places that are files in memory but have no limit: the root, /dev and /etc of the sandbox.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends
"""

import os

for folder in ("/", "/dev", "/etc", "/root", "/home"):
    for number in range(3):
        try:
            with open(f"{folder}/hoard{number}", "wb") as file:
                for _ in range(12):
                    file.write(bytes(1 << 20))
        except OSError:
            continue
        if number == 2:
            os._exit(9)
raise ValueError("there is no such place")
