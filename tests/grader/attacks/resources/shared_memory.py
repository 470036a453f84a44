"""Fills the shared memory with segments that have names and are never unlinked.

exercise: 10_fork_children
points: 0
codes: T508, C401, C402
checks: every_child_ends
"""

from multiprocessing import shared_memory

kept = [shared_memory.SharedMemory(create=True, size=8 << 20) for _ in range(3)]
for one in kept:
    one.buf[:] = bytes(one.size)
for number in range(64):
    with open(f"/dev/shm/{number}", "wb") as file:
        file.write(bytes(1 << 20))
