"""Bare memory, and nobody keeps the children apart.

test_no_addition_is_lost: R101
"""

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def add(memory, loops):
    numbers = memory.buf.cast("q")
    for _ in range(loops):
        numbers[0] = numbers[0] + 1
    numbers.release()


def count(procs, loops):
    memory = SharedMemory(create=True, size=8)
    try:
        children = [Process(target=add, args=(memory, loops)) for _ in range(procs)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return int.from_bytes(memory.buf[:8], "little")
    finally:
        memory.close()
        memory.unlink()
