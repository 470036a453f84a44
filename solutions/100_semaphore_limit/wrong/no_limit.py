"""All run at once.

test_never_more_than_the_limit: W108
"""

import threading


def run_limited(jobs, limit):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
