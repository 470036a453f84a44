"""Eight bytes of bare memory."""

import struct
from multiprocessing import Process, Semaphore
from multiprocessing.shared_memory import SharedMemory


def add(memory, permit, loops):
    for _ in range(loops):
        with permit:
            (number,) = struct.unpack_from("q", memory.buf)
            struct.pack_into("q", memory.buf, 0, number + 1)


def count(procs, loops):
    memory, permit = SharedMemory(create=True, size=8), Semaphore(1)
    try:
        struct.pack_into("q", memory.buf, 0, 0)
        children = [Process(target=add, args=(memory, permit, loops)) for _ in range(procs)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return struct.unpack_from("q", memory.buf)[0]
    finally:
        memory.close()
        memory.unlink()
