"""A lock around question and action keeps out nobody but the function itself.

test_two_who_want_the_last_place_do_not_wait_either: R102
"""

import queue as errors
import threading
from multiprocessing import Process, Queue

lock = threading.Lock()


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
    with lock:
        if queue.full():
            return False
        queue.put(value)
        return True


def try_get(queue, default):
    try:
        return queue.get_nowait()
    except errors.Empty:
        return default
