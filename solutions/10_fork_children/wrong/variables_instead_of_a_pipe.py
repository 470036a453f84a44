"""The child writes into variables, which the parent never sees.

test_the_three_numbers_agree: W101
"""

import os


def introduce():
    own = parent = 0
    pid = os.fork()
    if pid == 0:
        try:
            own = os.getpid()
            parent = os.getppid()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    return pid, own, parent


def spawn(n):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
