"""The caller takes the permit, so that no more than limit threads exist at all; the thread gives it back."""

from threading import BoundedSemaphore, Thread


def run_limited(jobs, limit):
    permits = BoundedSemaphore(limit)

    def run(job):
        try:
            job()
        except Exception:
            pass
        finally:
            permits.release()

    threads = []
    for job in jobs:
        permits.acquire()
        thread = Thread(target=run, args=(job,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
