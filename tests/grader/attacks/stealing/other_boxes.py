"""Looks for what other submissions left: in the box, in /tmp and shared memory, from earlier stages.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text, exit_codes
"""

import os
import pathlib

KEPT = ("/box", "/tmp", "/dev/shm", "/dev", "/", "/etc", "/run", "/var/tmp", "/root", "/usr/tmp")
found = [f"{folder}/left" for folder in KEPT if os.path.exists(f"{folder}/left")]
for folder in KEPT:
    try:
        pathlib.Path(folder, "left").write_text("here I was")
    except OSError:
        pass
if found:
    raise SystemExit(str(found))


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
