"""submit(...).result() waits for the job before the next one is handed in.

test_each_job_has_a_thread_and_all_work_at_once: W103
test_forty_jobs_can_be_at_work_at_once: W103
"""

import threading
from concurrent.futures import ThreadPoolExecutor


def run_all(jobs):
    with ThreadPoolExecutor(max_workers=len(jobs) or 1) as pool:
        return [pool.submit(job).result() for job in jobs]


def names_seen(names):
    seen = [None] * len(names)

    def work(place):
        seen[place] = threading.current_thread().name

    threads = [threading.Thread(target=work, args=(place,), name=name) for place, name in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
