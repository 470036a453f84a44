"""It returns while jobs are still at work.

test_all_have_ended_at_the_return: W105
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit)

    def run(job):
        with permits:
            job()

    for job in jobs:
        threading.Thread(target=run, args=(job,)).start()
