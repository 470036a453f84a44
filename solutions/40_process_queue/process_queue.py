"""Reference: the caller reads as many values as there are, then joins."""

import queue as errors
from multiprocessing import Process, Queue


def write(queue, values):
    """Put all values into the queue."""
    for value in values:
        queue.put(value)


def write_read(values):
    """Have a child process write all `values` to a queue or a pipe, and return the list of what was read
    from it, in order, once the child has ended.
    """
    queue = Queue()
    child = Process(target=write, args=(queue, values))
    child.start()
    seen = [queue.get() for _ in values]
    child.join()
    return seen


def try_put(queue, value):
    """Put `value` into `queue` if there is room right now, and return True; otherwise return False. Never wait."""
    try:
        queue.put_nowait(value)
    except errors.Full:
        return False
    return True


def try_get(queue, default):
    """Take the next value out of `queue` if there is one right now, and return it; otherwise return `default`.
    Never wait.
    """
    try:
        return queue.get_nowait()
    except errors.Empty:
        return default
