"""A job that raises keeps its permit.

test_a_job_that_raises_disturbs_nobody: D202
"""

import threading


def run_limited(jobs, limit):
    permits = threading.Semaphore(limit)

    def run(job):
        permits.acquire()
        job()
        permits.release()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
