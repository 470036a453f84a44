"""A bare array with a lock beside it."""

import multiprocessing


def add(numbers, lock, loops):
    for _ in range(loops):
        lock.acquire()
        try:
            numbers[0] = numbers[0] + 1
        finally:
            lock.release()


def count(procs, loops):
    numbers, lock = multiprocessing.Array("i", [0], lock=False), multiprocessing.Lock()
    children = [multiprocessing.Process(target=add, args=(numbers, lock, loops)) for _ in range(procs)]
    [child.start() for child in children]
    [child.join() for child in children]
    return numbers[0]
