"""target=run_thread(5) calls it here and now; the thread gets its result, None, and has nothing to do.

test_each_run_is_made_in_a_thread: W104
test_the_two_runs_can_overlap: W103
"""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main():
    global balance
    balance = 0
    first = threading.Thread(target=run_thread(5))
    second = threading.Thread(target=run_thread(8))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
