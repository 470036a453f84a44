"""The reading child waits for a value that never comes, and nobody ends it.

test_all_values_arrive_in_order: L302
test_values_that_count_as_false_arrive_too: L302
test_long_values_do_not_get_stuck: L302
"""

import queue as errors
from multiprocessing import Process, Queue


def write(queue, values):
    for value in values:
        queue.put(value)


def read(queue, answer):
    while True:
        answer.put(queue.get())


def write_read(values):
    queue, answer = Queue(), Queue()
    reader = Process(target=read, args=(queue, answer), daemon=True)
    writer = Process(target=write, args=(queue, values))
    reader.start()
    writer.start()
    seen = [answer.get() for _ in values]
    writer.join()
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
