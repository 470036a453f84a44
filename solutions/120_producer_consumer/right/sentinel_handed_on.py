"""One sentinel is enough if everybody who takes it puts it back; the producer is a thread."""

import queue
import threading


class Consumer(threading.Thread):
    def __init__(self, channel, end):
        super().__init__()
        self.channel, self.end, self.found = channel, end, []

    def run(self):
        while True:
            item = self.channel.get()
            if item is self.end:
                self.channel.put(item)
                return
            self.found.append(item)


def pump(items, consumers):
    channel, end = queue.Queue(), object()

    def produce():
        for item in items:
            channel.put(item)
        channel.put(end)

    threads = [Consumer(channel, end) for _ in range(consumers)]
    producer = threading.Thread(target=produce)
    for thread in [*threads, producer]:
        thread.start()
    for thread in [*threads, producer]:
        thread.join()
    return [item for thread in threads for item in thread.found]
