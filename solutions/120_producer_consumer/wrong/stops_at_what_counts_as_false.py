"""`if not item` takes 0 for the end.

test_items_that_count_as_false_are_items: W101
"""

import queue
import threading


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def work():
        while True:
            item = channel.get()
            if not item:
                return
            consumed.append(item)

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for _ in range(consumers):
        channel.put(None)
    for worker in workers:
        worker.join()
    return consumed
