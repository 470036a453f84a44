"""Fills its box, /tmp and /dev/shm to the last byte.

exercise: 10_fork_children
points: 0
codes: T508
checks: every_child_ends
"""

for folder in ("/box", "/tmp", "/dev/shm"):
    try:
        with open(f"{folder}/full", "wb") as file:
            while True:
                file.write(bytes(1 << 20))
    except OSError:
        pass
with open("/box/more", "wb") as file:
    file.write(b"x" * 100_000)
