"""Speaks to the judge's socket itself: gates that nobody reached, from one process, for tasks that never ran.

exercise: 20_process_child
points: 0
codes: W101, W102, W104, W105, D202
checks: makes_the_text, waits, exit_codes, fails, no_task
"""

import json
import os
import socket
import threading


def tell(**message):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["THREADLINGS_GATES"])
        line.sendall(json.dumps(message).encode() + b"\n")
        line.recv(1)


def run_child(name):
    tell(kind="note", name="task", info="passed")
    tell(kind="loaded", name="", info=None)
    return None


def run_one_by_one(tasks):
    for number in (0, 1, 2)[: len(tasks)]:
        threading.Thread(target=tell, kwargs={"kind": "gate", "name": "task", "info": number}).start()
    return None
