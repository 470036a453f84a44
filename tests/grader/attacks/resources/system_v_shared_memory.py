"""Leaves System V shared memory, which belongs to no process.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends
runs: bench
"""

scope = {}
exec("import ctypes; libc = ctypes.CDLL(None, use_errno=True)", scope)
for key in range(1, 50):
    scope["libc"].shmget(key, 1 << 20, 0o1666)
raise ValueError("done")
