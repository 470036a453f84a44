"""Writes a message like an answer, without knowing the id, to every descriptor that is open.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text, exit_codes
"""

import json
import os

for fd in range(3, 256):
    try:
        os.write(fd, json.dumps({"id": "0" * 32, "value": {"texts": [], "codes": []}}).encode() + b"\n")
    except OSError:
        pass


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
