"""The numbers come back through shared memory; children are made by a helper function."""

import mmap
import os
import struct

PAIR = struct.Struct("qq")


def child(work):
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        code = work()
    finally:
        os._exit(code)


def status_of(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def introduce():
    with mmap.mmap(-1, PAIR.size) as memory:

        def work():
            memory[:] = PAIR.pack(os.getpid(), os.getppid())
            return 0

        pid = child(work)
        status_of(pid)
        return (pid,) + PAIR.unpack(memory[:])


def spawn(n):
    return [status_of(pid) for pid in [child(lambda: i) for i in range(n)]]
