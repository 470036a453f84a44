"""The caller waits for the first and runs the second itself.

test_each_has_a_thread_of_its_own: W104
test_both_threads_are_there_at_once: W103
"""

import threading


def ordered(first, second):
    thread = threading.Thread(target=first)
    thread.start()
    thread.join()
    second()
