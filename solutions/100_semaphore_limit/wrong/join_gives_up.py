"""The join has a time-out.

test_all_have_ended_at_the_return: W105
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit)

    def run(job):
        with permits:
            job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=2)
