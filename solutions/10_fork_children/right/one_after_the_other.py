"""Each child is waited for before the next one is forked; the answer travels in a temporary file."""

import os
import tempfile


def introduce():
    with tempfile.TemporaryFile("w+") as paper:
        pid = os.fork()
        if pid == 0:
            try:
                print(os.getpid(), os.getppid(), file=paper, flush=True)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        paper.seek(0)
        own, parent = map(int, paper.read().split())
    return pid, own, parent


def spawn(n):
    codes = []
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i)
        _, status = os.waitpid(pid, 0)
        codes.append(os.WEXITSTATUS(status))
    return codes
