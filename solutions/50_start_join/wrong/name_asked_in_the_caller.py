"""current_thread() is asked in the caller, so it tells the name of the caller.

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
    def work():
        pass

    seen = []
    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
        seen.append(threading.current_thread().name)
    for thread in threads:
        thread.join()
    return seen
