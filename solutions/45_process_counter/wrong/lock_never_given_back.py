"""The lock is taken again and again, and never given back.

test_the_count_is_right: D202
test_no_addition_is_lost: D202
test_the_children_are_at_work_at_once: D202
test_the_count_is_read_when_all_have_ended: D202
test_nothing_is_left: D202
"""

from multiprocessing import Lock, Process, Value


def work(counter, lock, loops):
    for _ in range(loops):
        lock.acquire()
        counter.value += 1


def count(procs, loops):
    counter, lock = Value("i", 0), Lock()
    children = [Process(target=work, args=(counter, lock, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
