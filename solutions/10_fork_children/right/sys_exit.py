"""The child ends with sys.exit, which ends a program just as well."""

import json
import os
import sys


def introduce():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            message = json.dumps([os.getpid(), os.getppid()])
            os.write(w, message.encode())
        except Exception:
            pass
        sys.exit(0)
    os.close(w)
    answer = os.read(r, 1000)
    os.close(r)
    os.waitpid(pid, 0)
    return tuple([pid] + json.loads(answer))


def spawn(n):
    pids = [None] * n
    for i in range(n):
        pids[i] = os.fork()
        if pids[i] == 0:
            sys.exit(i)
    return [os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in pids]
