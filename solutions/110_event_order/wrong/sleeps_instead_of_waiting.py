"""The second thread hopes that the first one is quick.

test_second_begins_when_first_has_ended: W102
test_it_can_be_called_again: W102
"""

import threading
import time


def ordered(first, second):
    one = first

    def other():
        time.sleep(1)
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
