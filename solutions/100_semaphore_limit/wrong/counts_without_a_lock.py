"""Looking at the counter and counting are two steps.

test_never_more_than_the_limit: W108
"""

import threading
import time


def run_limited(jobs, limit):
    at_work = []

    def run(job):
        while len(at_work) >= limit:
            time.sleep(0.01)
        at_work.append(job)
        try:
            job()
        finally:
            at_work.pop()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
