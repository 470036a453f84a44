"""Only one of the consumers is told that nothing more will come.

test_everything_is_consumed_once: D202
test_items_that_count_as_false_are_items: D202
test_fewer_items_than_consumers: D202
test_so_many_consumers_are_at_work: D202
test_the_consumers_have_ended_at_the_return: D202
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
    channel.put(end)
    for worker in workers:
        worker.join()
    return consumed
