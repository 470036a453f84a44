"""What was read is thrown away.

test_a_child_writes_the_values: W104
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
    for _ in values:
        queue.get()
    child.join()
    return values


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
