"""os.fork, an anonymous piece of memory, and the lock of a file."""

import fcntl
import mmap
import os
import tempfile


def count(procs, loops):
    memory = mmap.mmap(-1, 8)
    with tempfile.TemporaryFile() as file:
        pids = []
        for _ in range(procs):
            pid = os.fork()
            if pid == 0:
                for _ in range(loops):
                    fcntl.lockf(file, fcntl.LOCK_EX)
                    memory[:] = (int.from_bytes(memory[:]) + 1).to_bytes(8)
                    fcntl.lockf(file, fcntl.LOCK_UN)
                os._exit(0)
            pids.append(pid)
        for pid in pids:
            os.waitpid(pid, 0)
    return int.from_bytes(memory[:])
