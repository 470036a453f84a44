"""There is one counter for all calls: the second count begins where the first one has ended.

test_the_count_is_right: W101
"""

from multiprocessing import Process, Value

counter = Value("i", 0)


def work(counter, loops):
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    children = [Process(target=work, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
