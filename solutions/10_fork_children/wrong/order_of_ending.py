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
    codes = []
    for i in range(n):
        if os.fork() == 0:
            os._exit(i)
        if i + 3 < n:  # all but the last three in order, so that only the order of ending is to blame
            codes.append(os.waitstatus_to_exitcode(os.wait()[1]))
    while len(codes) < n:
        codes.append(os.waitstatus_to_exitcode(os.wait()[1]))
    return codes
