"""Two consumers may see the same number of items left.

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
    left = len(items)

    def work():
        nonlocal left
        while left > 0:
            left -= 1
            consumed.append(channel.get())

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for worker in workers:
        worker.join()
    return consumed
