"""Sends one line that never ends.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text
"""

import os

for fd in range(3, 20):
    try:
        for _ in range(40):
            os.write(fd, b"x" * 60_000)
    except OSError:
        pass


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
