"""It returns when the first thread has ended.

test_both_have_ended_at_the_return: W105
"""

import threading


def ordered(first, second):
    done = threading.Event()

    def one():
        first()
        done.set()

    def other():
        done.wait()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    threads[0].join()
