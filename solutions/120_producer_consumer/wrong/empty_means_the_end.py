"""A queue that is empty may be filled a moment later.

test_everything_is_consumed_once: R104
test_items_that_count_as_false_are_items: R104
test_fewer_items_than_consumers: R104
test_the_consumers_have_ended_at_the_return: W105
"""

import queue
import threading


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def work():
        while True:
            try:
                consumed.append(channel.get_nowait())
            except queue.Empty:
                return

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for worker in workers:
        worker.join()
    return consumed
