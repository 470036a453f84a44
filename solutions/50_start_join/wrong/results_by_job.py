"""Results are kept under the job itself: the same job twice has one place only.

test_results_come_in_the_order_of_the_jobs: W101
"""

import threading


def run_all(jobs):
    results = {}

    def work(job):
        results[job] = job()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[job] for job in jobs]


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
