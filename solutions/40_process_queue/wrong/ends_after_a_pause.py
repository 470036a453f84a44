"""What does not come for a second is taken for the end.

test_all_values_arrive_in_order: W101
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
    while True:
        try:
            seen.append(queue.get(timeout=1))
        except errors.Empty:
            break
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
