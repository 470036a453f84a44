"""Only the first run has a thread; the second one is made by the caller.

test_each_run_is_made_in_a_thread: W104
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
    first = threading.Thread(target=run_thread, args=(5,))
    first.start()
    run_thread(8)
    first.join()
    return balance
