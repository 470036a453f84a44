"""One thread does both.

test_each_has_a_thread_of_its_own: W104
test_both_threads_are_there_at_once: W103
"""

import threading


def ordered(first, second):
    def both():
        first()
        second()

    thread = threading.Thread(target=both)
    thread.start()
    thread.join()
