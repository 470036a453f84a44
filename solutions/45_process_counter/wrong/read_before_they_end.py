"""The value is read before the children have ended.

test_the_count_is_right: W101
test_no_addition_is_lost: W101
test_the_count_is_read_when_all_have_ended: W101
"""

from multiprocessing import Process, Value


def add(counter, loops):
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    counter = Value("i", 0)
    children = [Process(target=add, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    number = counter.value
    for child in children:
        child.join()
    return number
