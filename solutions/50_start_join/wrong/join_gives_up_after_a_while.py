"""join(timeout=...) returns when the time is over, whether the thread has ended or not.

test_the_caller_waits_for_the_last_job: W105
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
        thread.join(timeout=1)
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
