"""The exception of a job comes out of run_limited.

test_a_job_that_raises_disturbs_nobody: C401
"""

from concurrent.futures import ThreadPoolExecutor


def run_limited(jobs, limit):
    with ThreadPoolExecutor(limit) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]
