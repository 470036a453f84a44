"""Sends gates and notes with infos of every odd form, that the hidden tests may look at.

exercise: 80_crash_isolation
points: 0
codes: W101, W104, W105, D202, P601, C401
checks: another_process, variables
"""

import json
import os
import socket
import threading

ODD = [{"$": 1}, {"$": {"$": []}, "text": 5}, [], {}, None, True, 1e308, "task", 10**4000, [[[[]]]], {"": []}]


def tell(data):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["THREADLINGS_GATES"])
        line.sendall(data + b"\n")
        line.recv(1)


def run_isolated(task):
    for info in ODD:
        for kind, name in (("note", "task"), ("stray", {"a": 1}), ([], None)):
            tell(json.dumps({"kind": kind, "name": name, "info": info}).encode())
        if info != "task":
            threading.Thread(target=tell, args=(json.dumps({"kind": "gate", "name": "task", "info": info}).encode(),)).start()
    tell(b"[1, 2]\n{}")
    tell(b"\xff\xfe{")
    tell(b'{"kind": "note", "name": NaN}')
    return ("returned", "let go")
