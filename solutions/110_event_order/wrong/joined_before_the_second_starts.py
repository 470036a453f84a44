"""There is never more than one thread.

test_both_threads_are_there_at_once: W103
"""

import threading


def ordered(first, second):
    for job in (first, second):
        thread = threading.Thread(target=job)
        thread.start()
        thread.join()
