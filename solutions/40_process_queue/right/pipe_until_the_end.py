"""A pipe, read until the writer has closed it."""

from multiprocessing import Pipe, Process
from queue import Empty, Full


def _send(line, values):
    for value in values:
        line.send(value)
    line.close()


def write_read(values):
    reader, writer = Pipe(duplex=False)
    child = Process(target=_send, args=(writer, values))
    child.start()
    writer.close()
    seen = []
    while True:
        try:
            seen.append(reader.recv())
        except EOFError:
            break
    child.join()
    return seen


def try_put(queue, value):
    try:
        queue.put(value, block=False)
        return True
    except Full:
        return False


def try_get(queue, default):
    try:
        value = queue.get(block=False)
    except Empty:
        value = default
    return value
