"""A value that counts as false is taken for no value.

test_full_and_empty_are_answered: W101
test_a_value_that_counts_as_false_is_a_value: W101
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
    seen = [queue.get() for _ in values]
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
        return queue.get_nowait() or default
    except errors.Empty:
        return default
