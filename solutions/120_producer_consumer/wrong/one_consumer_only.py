"""There is always one consumer.

test_so_many_consumers_are_at_work: W103
"""

import queue
import threading

end = object()


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def work():
        while True:
            item = channel.get()
            if item is end:
                return
            consumed.append(item)

    workers = [threading.Thread(target=work)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    channel.put(end)
    for worker in workers:
        worker.join()
    return consumed
