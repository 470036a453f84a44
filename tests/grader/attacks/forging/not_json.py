"""Sends lines that are no JSON: NaN, a key twice, numbers without end, nesting without end, zero bytes.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text, exit_codes
runs: bench
"""

import os

for fd in range(3, 256):
    try:
        os.write(fd, b'{"id": NaN}\n' + b"[" * 60_000 + b'\n{"a": 1, "a": 2}\n' + b"9" * 9999 + b"\n\0\0\n")
    except OSError:
        pass


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
