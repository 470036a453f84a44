"""A short time-out is waiting, too.

test_neither_of_them_ever_waits: W106
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
        queue.put(value, timeout=0.01)
    except errors.Full:
        return False
    return True


def try_get(queue, default):
    try:
        return queue.get_nowait()
    except errors.Empty:
        return default
