"""Says hello a second time, as another interpreter.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text, exit_codes
"""

import os

for fd in range(3, 256):
    try:
        os.write(fd, b'{"hello": {"python": "9.9", "pid": 1}}\n')
    except OSError:
        pass


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
