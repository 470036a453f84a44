"""Makes folders in folders, deeper than a path can be long and than a recursion can go, and forbids to enter them.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends, spawn_waits_for_all
"""

import os

for start in ("/box", "/tmp"):
    os.chdir(start)
    for number in range(1500):
        os.mkdir("deeper")
        os.chdir("deeper")
    os.chmod(".", 0)
raise ValueError("that is all")
