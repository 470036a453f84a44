"""Threads are no processes.

test_the_count_is_right: W104
test_no_addition_is_lost: W104
test_the_children_are_at_work_at_once: W104
test_the_count_is_read_when_all_have_ended: W104
test_nothing_is_left: W104
"""

import threading

lock = threading.Lock()
number = 0


def add(loops):
    global number
    for _ in range(loops):
        with lock:
            number += 1


def count(procs, loops):
    global number
    number = 0
    threads = [threading.Thread(target=add, args=(loops,)) for _ in range(procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return number
