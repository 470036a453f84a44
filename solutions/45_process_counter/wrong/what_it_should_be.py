"""The children count for nothing: what comes back is what the count should be.

test_the_count_is_right: W104
"""

from multiprocessing import Process


def work(loops):
    count = 0
    for _ in range(loops):
        count += 1


def count(procs, loops):
    children = [Process(target=work, args=(loops,)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return procs * loops
