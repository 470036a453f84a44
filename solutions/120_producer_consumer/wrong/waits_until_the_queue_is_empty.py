"""An empty queue does not mean that the consumers have ended.

test_the_consumers_have_ended_at_the_return: W105
"""

import queue
import threading
import time

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

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for _ in range(consumers):
        channel.put(end)
    while not channel.empty():
        time.sleep(0.01)
    return list(consumed)
