"""The consumers are workers of a pool, and return what they have found."""

import queue
from concurrent.futures import ThreadPoolExecutor

END = object()


def pump(items, consumers):
    channel = queue.Queue()
    with ThreadPoolExecutor(consumers) as pool:
        futures = [pool.submit(lambda: list(iter(channel.get, END))) for _ in range(consumers)]
        for item in [*items, *[END] * consumers]:
            channel.put(item)
    return [item for future in futures for item in future.result()]
