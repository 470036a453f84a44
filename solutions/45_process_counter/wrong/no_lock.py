"""Reading and writing are each locked, but not together.

test_no_addition_is_lost: R101
"""

from multiprocessing import Process, Value


def work(counter, loops):
    for _ in range(loops):
        counter.value += 1


def count(procs, loops):
    counter = Value("i", 0)
    children = [Process(target=work, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
