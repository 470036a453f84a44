"""os.wait tells of whichever child ends first.

test_the_order_is_kept_when_the_last_child_ends_first: W102
"""

import os


def introduce():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(w, f"{os.getpid()} {os.getppid()}".encode())
        finally:
            os._exit(0)
    os.close(w)
    with os.fdopen(r) as answers:
        numbers = [int(word) for word in answers.read().split()]
    os.waitpid(pid, 0)
    return pid, *numbers


def spawn(n):
    for i in range(n):
        if os.fork() == 0:
            os._exit(i)
    return [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(n)]
