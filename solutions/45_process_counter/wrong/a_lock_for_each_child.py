"""Every child makes a lock of its own.

test_no_addition_is_lost: R101
"""

from multiprocessing import Lock, Process, Value


def work(counter, loops):
    lock = Lock()
    for _ in range(loops):
        with lock:
            counter.value += 1


def count(procs, loops):
    counter = Value("i", 0)
    children = [Process(target=work, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
