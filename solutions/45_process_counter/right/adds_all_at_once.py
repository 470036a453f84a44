"""Each child counts for itself and adds its sum at the end, under the lock."""

from multiprocessing import Process, RLock, Value


def add(counter, lock, loops):
    mine = 0
    for _ in range(loops):
        mine += 1
    with lock:
        counter.value = counter.value + mine


def count(procs, loops):
    counter, lock = Value("l", 0, lock=False), RLock()
    children = [Process(target=add, args=(counter, lock, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
