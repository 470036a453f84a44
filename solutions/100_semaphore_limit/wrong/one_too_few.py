"""There is one permit less, but at least one.

test_as_many_as_the_limit_can_be_at_work: W103
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(max(1, limit - 1))

    def run(job):
        with permits:
            job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
