"""The caller writes and reads itself.

test_long_values_do_not_get_stuck: D202
test_a_child_writes_the_values: W104
"""

import queue as errors
from multiprocessing import SimpleQueue


def write_read(values):
    queue = SimpleQueue()
    for value in values:
        queue.put(value)
    return [queue.get() for _ in values]


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
