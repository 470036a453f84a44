"""The name is an argument of the function, not the name of the thread.

test_each_thread_carries_its_name: W104
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

    def work(place, name):
        seen[place] = name

    threads = [threading.Thread(target=work, args=(place, name)) for place, name in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
