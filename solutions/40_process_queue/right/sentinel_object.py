"""Pairs in the queue: ("value", x), and ("end",) as the last one."""

import multiprocessing
import queue


class Writer(multiprocessing.Process):
    def __init__(self, channel, values):
        super().__init__()
        self.channel = channel
        self.values = values

    def run(self):
        for value in self.values:
            self.channel.put(("value", value))
        self.channel.put(("end",))


def write_read(values):
    channel = multiprocessing.Queue(3)
    writer = Writer(channel, values)
    writer.start()
    seen = []
    while (item := channel.get())[0] == "value":
        seen.append(item[1])
    writer.join()
    channel.close()
    return seen


def try_put(q, value):
    try:
        q.put(value, False)
    except queue.Full:
        return False
    else:
        return True


def try_get(q, default):
    try:
        return q.get(False)
    except queue.Empty:
        return default
