"""Each child is joined before the next one starts.

test_the_children_are_at_work_at_once: W103
"""

from multiprocessing import Process, Value


def work(counter, loops):
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    counter = Value("i", 0)
    for _ in range(procs):
        child = Process(target=work, args=(counter, loops))
        child.start()
        child.join()
    return counter.value
