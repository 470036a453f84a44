"""A child does not end in the loop: it forks children of its own and returns.

test_spawn_waits_for_all_and_returns_once: W107
test_every_child_ends_with_its_number: W101
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
    pids = []
    for i in range(n):
        pid = os.fork()
        if pid:
            pids.append(pid)
        else:
            pids = []
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
