"""Every child counts its own copy.

test_the_count_is_right: W101
test_no_addition_is_lost: W101
test_the_count_is_read_when_all_have_ended: W101
"""

from multiprocessing import Process

number = 0


def work(loops):
    global number
    for _ in range(loops):
        number += 1


def count(procs, loops):
    children = [Process(target=work, args=(loops,)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return number
