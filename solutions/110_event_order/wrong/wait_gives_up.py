"""The wait has a time-out.

test_second_begins_when_first_has_ended: W102
"""

import threading


def ordered(first, second):
    done = threading.Event()

    def one():
        first()
        done.set()

    def other():
        done.wait(timeout=5)
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
