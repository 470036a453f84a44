"""What comes twice is kept once.

test_everything_is_consumed_once: W101
test_items_that_count_as_false_are_items: W101
"""

import queue
import threading

end = object()


def pump(items, consumers):
    channel = queue.Queue()
    consumed = set()

    def work():
        while True:
            item = channel.get()
            if item is end:
                return
            consumed.add(item)

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for _ in range(consumers):
        channel.put(end)
    for worker in workers:
        worker.join()
    return list(consumed)
