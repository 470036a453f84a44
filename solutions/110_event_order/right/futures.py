"""Two workers; the second job waits for the first one's future."""

from concurrent.futures import ThreadPoolExecutor


def ordered(first, second):
    with ThreadPoolExecutor(2) as pool:
        earlier = pool.submit(first)

        def after():
            earlier.result()
            second()

        pool.submit(after)
