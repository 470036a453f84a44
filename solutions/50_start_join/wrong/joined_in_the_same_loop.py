"""Every thread is waited for before the next one is started.

test_each_job_has_a_thread_and_all_work_at_once: W103
test_forty_jobs_can_be_at_work_at_once: W103
"""

import threading


def run_all(jobs):
    results = []

    def work(job):
        results.append(job())

    for job in jobs:
        thread = threading.Thread(target=work, args=(job,))
        thread.start()
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
