"""Each child adds its sum at the end, but nobody keeps the children apart.

test_no_addition_is_lost: R101
"""

from multiprocessing import Process, Value


def work(counter, loops):
    mine = 0
    for _ in range(loops):
        mine += 1
    counter.value += mine


def count(procs, loops):
    counter = Value("i", 0)
    children = [Process(target=work, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
