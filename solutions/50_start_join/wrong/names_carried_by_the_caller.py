"""The caller gives itself one name after another.

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
    seen = []
    for name in names:
        threading.current_thread().name = name
        seen.append(threading.current_thread().name)
    return seen
