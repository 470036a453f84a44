"""Each is waited for before the next one starts.

test_as_many_as_the_limit_can_be_at_work: W103
"""

import threading


def run_limited(jobs, limit):
    for job in jobs:
        thread = threading.Thread(target=job)
        thread.start()
        thread.join()
