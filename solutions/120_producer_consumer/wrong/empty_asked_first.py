"""Between empty() and get() another consumer may take the last item.

test_everything_is_consumed_once: D202
test_items_that_count_as_false_are_items: D202
test_fewer_items_than_consumers: D202
test_the_consumers_have_ended_at_the_return: D202
"""

import queue
import threading


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def work():
        while not channel.empty():
            consumed.append(channel.get())

    for item in items:
        channel.put(item)
    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return consumed
