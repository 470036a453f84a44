"""There is one permit more than asked for.

test_never_more_than_the_limit: W108
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit + 1)

    def run(job):
        with permits:
            job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
