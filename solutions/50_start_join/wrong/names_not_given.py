"""The threads get no name, so they carry the default ones.

test_each_thread_carries_its_name: W101
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
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
