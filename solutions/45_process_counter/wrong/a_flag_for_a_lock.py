"""A flag that each child looks at before it sets it: two can look before either sets it.

test_no_addition_is_lost: R101
"""

import time
from multiprocessing import Process, Value


def work(counter, busy, loops):
    for _ in range(loops):
        while busy.value:
            time.sleep(0.001)
        busy.value = 1
        counter.value += 1
        busy.value = 0


def count(procs, loops):
    counter, busy = Value("i", 0), Value("b", 0)
    children = [Process(target=work, args=(counter, busy, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
