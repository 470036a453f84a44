"""The list is returned while the consumers are still at work.

test_everything_is_consumed_once: R104
test_items_that_count_as_false_are_items: R104
test_fewer_items_than_consumers: R104
test_the_consumers_have_ended_at_the_return: W105
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

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    for _ in range(consumers):
        channel.put(end)
    return list(consumed)
