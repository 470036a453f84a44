"""So many at a time, and the next ones when these have ended."""

import threading


def run_limited(jobs, limit):
    for first in range(0, len(jobs), limit):
        batch = [threading.Thread(target=job) for job in jobs[first : first + limit]]
        for thread in batch:
            thread.start()
        for thread in batch:
            thread.join()
