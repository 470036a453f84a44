"""Puts links to the judge's files into its box, for whoever reads or writes them from outside.

exercise: 20_process_child
points: 0
codes: C401, W101, W105, P601
checks: makes_the_text
runs: bench
"""

import os

found = []
for name in ("report.json", "printed", "gates", "process_child.py.tmp"):
    for target in ("@outside@/canary.txt", "/etc/shadow", "/proc/1/environ"):
        try:
            os.symlink(target, name)
        except OSError:
            pass
os.remove("process_child.py")
os.symlink("@outside@/canary.txt", "process_child.py")
os.remove("scenarios.pyc")
os.symlink("@course@/tests/exercises/20_process_child/canary.txt", "scenarios.py")


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
