"""Run many jobs, but at most so many at once: see README.md."""

import threading


def run_limited(jobs, limit):
    """Run every zero-argument job in some thread, never more than limit at the same moment; return after all."""
    permits = threading.Semaphore(limit)

    def run(job):
        with permits:
            job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
