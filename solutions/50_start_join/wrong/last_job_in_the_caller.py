"""The caller does the last job itself while the threads do the others.

test_each_job_has_a_thread_and_all_work_at_once: W104
"""

import threading


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place):
        results[place] = jobs[place]()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(jobs) - 1)]
    for thread in threads:
        thread.start()
    if jobs:
        work(len(jobs) - 1)
    for thread in threads:
        thread.join()
    return results


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
