"""All children are waited for, but nobody looks at how they ended.

test_every_child_ends_with_its_number: W101
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
    for _ in range(n):
        os.wait()
    return list(range(n))
