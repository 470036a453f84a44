"""One list for all calls: the second one returns what the first has consumed as well.

test_everything_is_consumed_once: W101
"""

import queue
import threading

END = object()
consumed = []


def pump(items, consumers):
    channel = queue.Queue()

    def consume():
        while (item := channel.get()) is not END:
            consumed.append(item)

    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        channel.put(item)
    for _ in threads:
        channel.put(END)
    for thread in threads:
        thread.join()
    return consumed
