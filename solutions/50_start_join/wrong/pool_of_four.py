"""A pool of four threads is too small for forty jobs: the others wait.

test_forty_jobs_can_be_at_work_at_once: W103
"""

import threading
from concurrent.futures import ThreadPoolExecutor


def run_all(jobs):
    with ThreadPoolExecutor(max_workers=4) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]


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
