"""The name is set when the thread may already have looked at it.

test_each_thread_carries_its_name: R104
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
    return results


def names_seen(names):
    seen = [None] * len(names)

    def work(place):
        seen[place] = threading.current_thread().name

    threads = [threading.Thread(target=work, args=(place,)) for place, name in enumerate(names)]
    for thread, name in zip(threads, names):
        thread.start()
        thread.name = name
    for thread in threads:
        thread.join()
    return seen
