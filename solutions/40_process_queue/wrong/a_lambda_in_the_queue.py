"""The sign for the end is a lambda: the queue loses what it cannot pickle, and the reader waits for ever.

test_all_values_arrive_in_order: C406
test_values_that_count_as_false_arrive_too: C406
test_long_values_do_not_get_stuck: C406
test_a_child_writes_the_values: C406
"""

from multiprocessing import Process, Queue
from queue import Empty, Full

END = "end"


def write(queue, values):
    for value in values:
        queue.put((value, lambda: value))
    queue.put((END, None))


def write_read(values):
    queue = Queue()
    child = Process(target=write, args=(queue, values))
    child.start()
    seen = []
    while (pair := queue.get())[1] is not None:
        seen.append(pair[0])
    child.join()
    return seen


def try_put(queue, value):
    try:
        queue.put_nowait(value)
    except Full:
        return False
    return True


def try_get(queue, default):
    try:
        return queue.get_nowait()
    except Empty:
        return default
