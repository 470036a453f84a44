"""The queue's own join says when all has been consumed; only then come the sentinels."""

import queue
import threading

END = object()


def pump(items, consumers):
    channel = queue.Queue()
    consumed = []

    def work():
        while (item := channel.get()) is not END:
            consumed.append(item)
            channel.task_done()

    workers = [threading.Thread(target=work) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    channel.join()
    for _ in workers:
        channel.put(END)
    for worker in workers:
        worker.join()
    return consumed
