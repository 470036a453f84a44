"""The event is set when the first thread begins.

test_second_begins_when_first_has_ended: W102
test_it_can_be_called_again: W102
"""

import threading


def ordered(first, second):
    begun = threading.Event()

    def one():
        begun.set()
        first()

    def other():
        begun.wait()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
