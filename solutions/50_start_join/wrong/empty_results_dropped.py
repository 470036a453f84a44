"""`if result` throws away None, 0 and "", which are results like any other.

test_no_jobs_and_empty_results_are_fine: W101
"""

import threading


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place, job):
        results[place] = job()

    threads = [threading.Thread(target=work, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for result in results if result]


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
