"""Sends open descriptors through the judge's socket, so that it runs out of them.

exercise: 20_process_child
points: 0
codes: W101, W105, D202
checks: makes_the_text
runs: bench
"""

import array
import os
import socket


def run_child(name):
    fds = array.array("i", [0] * 200)
    for _ in range(50):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(os.environ["THREADLINGS_GATES"])
            line.sendmsg([b'{"kind": "note", "name": "a"}\n'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
            line.recv(1)
    return None


def run_one_by_one(tasks):
    return None
