"""The job begins when the permit is back already.

test_never_more_than_the_limit: W108
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit)

    def run(job):
        with permits:
            todo = job
        todo()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
