"""All is put before the first consumer starts, so an empty queue means the end."""

import queue
import threading


def pump(items, consumers):
    channel = queue.SimpleQueue()
    for item in items:
        channel.put(item)
    results = queue.SimpleQueue()

    def work():
        while True:
            try:
                results.put(channel.get_nowait())
            except queue.Empty:
                return

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [results.get() for _ in range(results.qsize())]
