"""The parent sleeps, and then asks only once whether the child has ended: as a rule it has.

test_introduce_returns_once_and_leaves_nothing: L303
test_an_error_in_the_child_stays_in_the_child: L303
"""

import os
import time


def introduce():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(w, f"{os.getpid()} {os.getppid()}".encode())
        finally:
            os._exit(0)
    os.close(w)
    own, parent = os.read(r, 100).split()
    time.sleep(0.1)
    os.waitpid(pid, os.WNOHANG)
    return pid, int(own), int(parent)


def spawn(n):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
