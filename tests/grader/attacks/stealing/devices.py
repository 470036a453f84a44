"""Opens the memory, the disks and the kernel's log, and makes a device of its own.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
runs: bench
"""

import os
import stat

found = []
for name in ("/dev/mem", "/dev/kmem", "/dev/sda", "/dev/vda", "/dev/kmsg", "/proc/kcore", "/proc/kallsyms", "/proc/sysrq-trigger"):
    try:
        with open(name, "r+b") as file:
            found.append(str(file.read(16)))
    except OSError:
        pass
for folder in ("/tmp", "/box", "/dev", "/dev/shm"):
    try:
        os.mknod(f"{folder}/disk", stat.S_IFBLK | 0o666, os.makedev(254, 0))
        with open(f"{folder}/disk", "rb") as file:
            found.append(str(file.read(16)))
    except OSError:
        pass
if found:
    raise SystemExit("opened")


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
