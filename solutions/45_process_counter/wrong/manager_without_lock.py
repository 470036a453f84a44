"""The manager does one thing at a time, but read and write are two things.

test_no_addition_is_lost: R101
"""

from multiprocessing import Manager, Process


def add(counter, loops):
    for _ in range(loops):
        counter.value += 1


def count(procs, loops):
    with Manager() as manager:
        counter = manager.Value("i", 0)
        children = [Process(target=add, args=(counter, loops)) for _ in range(procs)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return counter.value
