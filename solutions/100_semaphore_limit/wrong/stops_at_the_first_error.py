"""A worker that meets an exception takes no further job.

test_a_job_that_raises_disturbs_nobody: W101
"""

import queue
import threading


def run_limited(jobs, limit):
    todo = queue.Queue()
    for job in jobs:
        todo.put(job)

    def work():
        while True:
            try:
                job = todo.get_nowait()
            except queue.Empty:
                return
            job()

    workers = [threading.Thread(target=work) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
