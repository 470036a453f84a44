"""Between empty() and get() another worker may take the last job, and then this one waits for ever.

test_every_job_is_called_once: D202
test_never_more_than_the_limit: D202
test_a_job_that_raises_disturbs_nobody: D202
test_all_have_ended_at_the_return: D202
"""

import queue
import threading


def run_limited(jobs, limit):
    todo = queue.Queue()
    for job in jobs:
        todo.put(job)

    def work():
        while not todo.empty():
            job = todo.get()
            try:
                job()
            except Exception:
                pass

    workers = [threading.Thread(target=work) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
