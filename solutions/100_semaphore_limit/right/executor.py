"""A pool with so many workers."""

from concurrent.futures import ThreadPoolExecutor


def run_limited(jobs, limit):
    with ThreadPoolExecutor(max_workers=limit) as pool:
        for job in jobs:
            pool.submit(job)
