"""There is no thread at all.

test_so_many_consumers_are_at_work: W104
"""

import queue


def pump(items, consumers):
    channel = queue.Queue()
    for item in items:
        channel.put(item)
    return [channel.get() for _ in items]
