"""All tasks are done by one thread, so no two can be at work at once."""

from concurrent.futures import ThreadPoolExecutor

worker = ThreadPoolExecutor(max_workers=1)


def guarded(task):
    return worker.submit(task).result()
