"""Opens as many connections to the judge's socket as it can, half of them with half a message, and keeps them.

exercise: 80_crash_isolation
points: 0
codes: W101, C401, P601, T503, L301
checks: variables
runs: bench
"""

import os
import socket

lines = []


def run_isolated(task):
    for number in range(700):
        line = socket.socket(socket.AF_UNIX)
        line.connect(os.environ["THREADLINGS_GATES"])
        if number % 2:
            line.send(b'{"kind": "gate"')
        lines.append(line)
    return ("returned", None)
