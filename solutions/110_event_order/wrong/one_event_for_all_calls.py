"""At the second call the event is still set.

test_it_can_be_called_again: W102
"""

import threading

done = threading.Event()


def ordered(first, second):
    def one():
        first()
        done.set()

    def other():
        done.wait()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
