"""Nobody waits for the children.

test_the_count_is_right: W105
test_no_addition_is_lost: W105
test_the_children_are_at_work_at_once: W105
test_the_count_is_read_when_all_have_ended: W105
test_nothing_is_left: L303
"""

from multiprocessing import Process, Value


def add(counter, loops):
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    counter = Value("i", 0)
    for _ in range(procs):
        Process(target=add, args=(counter, loops)).start()
    return counter.value
