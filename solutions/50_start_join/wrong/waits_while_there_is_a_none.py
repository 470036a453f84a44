"""None means "not yet" here, so a job whose result is None is waited for without end.

test_no_jobs_and_empty_results_are_fine: T501
"""

import threading
import time


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place, job):
        results[place] = job()

    threads = [threading.Thread(target=work, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    while None in results:
        time.sleep(0.01)
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
