"""An exception in the child leaves introduce() in the child.

test_an_error_in_the_child_stays_in_the_child: W107
"""

import os


def introduce():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(w, f"{os.getpid()} {os.getppid()}".encode())
        os._exit(0)
    os.close(w)
    answer = os.read(r, 100)
    os.close(r)
    os.waitpid(pid, 0)
    own, parent = answer.split()
    return pid, int(own), int(parent)


def spawn(n):
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
