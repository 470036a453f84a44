"""A channel of one's own: a list under a condition."""

import threading
from collections import deque


class Channel:
    def __init__(self):
        self.waiting = deque()
        self.closed = False
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            self.waiting.append(item)
            self.changed.notify()

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def __iter__(self):
        while True:
            with self.changed:
                while not self.waiting and not self.closed:
                    self.changed.wait()
                if not self.waiting:
                    return
                item = self.waiting.popleft()
            yield item


def pump(items, consumers):
    channel, consumed = Channel(), []
    workers = [threading.Thread(target=lambda: consumed.extend(channel)) for _ in range(consumers)]
    for worker in workers:
        worker.start()
    for item in items:
        channel.put(item)
    channel.close()
    for worker in workers:
        worker.join()
    return consumed
