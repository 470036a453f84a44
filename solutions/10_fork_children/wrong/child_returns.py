"""The child comes back out of introduce() like the parent.

test_introduce_returns_once_and_leaves_nothing: W107
test_an_error_in_the_child_stays_in_the_child: W107
"""

import os


def introduce():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(w, f"{os.getpid()} {os.getppid()}".encode())
        return 0, os.getpid(), os.getppid()
    os.close(w)
    own, parent = os.read(r, 100).split()
    os.waitpid(pid, 0)
    return pid, int(own), int(parent)


def spawn(n):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
