"""The first waits for the second.

test_second_begins_when_first_has_ended: W102
test_it_can_be_called_again: W102
"""

import threading


def ordered(first, second):
    done = threading.Event()

    def one():
        done.wait()
        first()

    def other():
        second()
        done.set()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
