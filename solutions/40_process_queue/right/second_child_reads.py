"""One child writes, a second one reads and sends the list back through a SimpleQueue."""

from contextlib import suppress
from multiprocessing import Process, Queue, SimpleQueue
from queue import Empty, Full


def writer(channel, values):
    for value in values:
        channel.put(value)


def reader(channel, count, answer):
    answer.put([channel.get() for _ in range(count)])


def write_read(values):
    channel, answer = Queue(), SimpleQueue()
    children = [
        Process(target=writer, args=(channel, values)),
        Process(target=reader, args=(channel, len(values), answer)),
    ]
    for child in children:
        child.start()
    seen = answer.get()
    for child in children:
        child.join()
    return seen


def try_put(queue, value):
    with suppress(Full):
        queue.put_nowait(value)
        return True
    return False


def try_get(queue, default):
    with suppress(Empty):
        default = queue.get_nowait()
    return default
