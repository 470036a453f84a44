"""The parent asks for the numbers itself.

test_the_three_numbers_agree: W101
"""

import os


def introduce():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return pid, os.getpid(), os.getppid()


def spawn(n):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
