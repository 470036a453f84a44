"""Prints the scenarios, which lie beside it in the box.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
succeeds: scenarios run in the student's process, so their source is there to be read, and printed text is shown
"""

found = [open("scenarios.py").read()]


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
