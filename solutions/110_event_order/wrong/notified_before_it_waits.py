"""Whoever waits for a notification that has been given already waits for ever.

test_second_begins_when_first_has_ended: D202
test_each_has_a_thread_of_its_own: D202
test_both_have_ended_at_the_return: D202
test_it_can_be_called_again: D202
"""

import threading


def ordered(first, second):
    done = threading.Condition()

    def one():
        first()
        with done:
            done.notify()

    def other():
        with done:
            done.wait()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
