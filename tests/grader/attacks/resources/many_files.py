"""Makes ten thousand files.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends
"""

for number in range(10_000):
    open(f"/tmp/{number}", "w").close()
raise ValueError("that is all")
