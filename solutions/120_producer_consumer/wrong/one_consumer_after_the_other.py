"""Each consumer is joined before the next one starts.

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

    for item in items:
        channel.put(item)
    for _ in range(consumers):
        channel.put(end)
    for _ in range(consumers):
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
    return consumed
