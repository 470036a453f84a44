"""Writes more and larger notes than any scenario, to fill the judge's memory.

exercise: 80_crash_isolation
points: 0
codes: P601
checks: variables
"""

import json
import os
import socket

NOTE = json.dumps({"kind": "note", "name": "task", "info": "x" * 60_000}).encode() + b"\n"


def run_isolated(task):
    for _ in range(1100):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(os.environ["THREADLINGS_GATES"])
            line.sendall(NOTE)
            line.recv(1)
    return ("returned", None)
