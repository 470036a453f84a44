"""A queue with room for one; each entry says whether it is an item."""

from queue import Queue
from threading import Lock, Thread


def pump(items, consumers):
    channel, consumed, lock = Queue(maxsize=1), [], Lock()

    def work():
        more, item = channel.get()
        while more:
            with lock:
                consumed.append(item)
            more, item = channel.get()

    workers = [Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put((True, item))
    for _ in workers:
        channel.put((False, None))
    for worker in workers:
        worker.join()
    return consumed
