"""Reads the memory of its parent, the nursery, through /proc and process_vm_readv.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
runs: bench
"""

import os

found = []
try:
    with open(f"/proc/{os.getppid()}/mem", "rb") as memory:
        memory.seek(0x400000)
        found.append(str(memory.read(100)) + "canary-of-memory")
except OSError:
    pass


def tell():
    """Put what was found into everything that a report may show."""
    print(*found)
    raise ValueError("".join(found)[-400:])


def run_child(name):
    tell()
    return found


def run_one_by_one(tasks):
    tell()
    return found
