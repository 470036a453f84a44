"""Only so many jobs as the limit allows are run at all.

test_every_job_is_called_once: W101
test_a_job_that_raises_disturbs_nobody: W101
"""

import threading


def run_limited(jobs, limit):
    threads = [threading.Thread(target=job) for job in jobs[:limit]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
