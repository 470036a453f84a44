"""A text that means the end may be an item, too.

test_everything_is_consumed_once: W101
"""

import queue
import threading


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def consume():
        while (item := channel.get()) != "STOP":
            consumed.append(item)

    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        channel.put(item)
    for _ in threads:
        channel.put("STOP")
    for thread in threads:
        thread.join()
    return consumed
