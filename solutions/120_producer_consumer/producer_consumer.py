"""Producers and consumers with a queue between them: see README.md."""

import queue
import threading

END = object()


def pump(items, consumers):
    """Put all items through a queue from which so many consumer threads take them; return everything consumed."""
    channel = queue.Queue()
    consumed = []

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
