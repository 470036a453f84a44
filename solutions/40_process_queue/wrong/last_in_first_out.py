"""The values are taken from the wrong end.

test_all_values_arrive_in_order: W101
test_values_that_count_as_false_arrive_too: W101
test_long_values_do_not_get_stuck: W101
test_a_child_writes_the_values: W101
"""

import queue as errors
from multiprocessing import Process, Queue


def write(queue, values):
    for value in values:
        queue.put(value)


def write_read(values):
    queue = Queue()
    child = Process(target=write, args=(queue, values))
    child.start()
    seen = []
    for _ in values:
        seen.insert(0, queue.get())
    child.join()
    return seen


def try_put(queue, value):
    try:
        queue.put_nowait(value)
    except errors.Full:
        return False
    return True


def try_get(queue, default):
    try:
        return queue.get_nowait()
    except errors.Empty:
        return default
