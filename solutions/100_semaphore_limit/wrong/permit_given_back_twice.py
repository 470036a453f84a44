"""`with` gives the permit back already: after every job there is one more.

test_never_more_than_the_limit: W108
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit)

    def run(job):
        with permits:
            try:
                job()
            finally:
                permits.release()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
