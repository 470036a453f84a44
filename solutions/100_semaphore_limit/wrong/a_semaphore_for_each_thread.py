"""Every thread asks a semaphore of its own.

test_never_more_than_the_limit: W108
"""

import threading


def run_limited(jobs, limit):
    def run(job):
        with threading.Semaphore(limit):
            job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
