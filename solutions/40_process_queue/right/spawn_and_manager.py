"""A manager's queue and the spawn start method."""

import multiprocessing as mp
import queue as q

ctx = mp.get_context("spawn")


def put_all(channel, values):
    for v in values:
        channel.put(v)


def write_read(values):
    with ctx.Manager() as manager:
        channel = manager.Queue()
        p = ctx.Process(target=put_all, args=(channel, values))
        p.start()
        p.join()
        return [channel.get() for _ in range(len(values))]


def try_put(queue, value):
    try:
        queue.put_nowait(value)
    except q.Full:
        return False
    return True


def try_get(queue, default):
    try:
        return queue.get_nowait()
    except q.Empty:
        return default
