"""Every thread has a lock of its own, so the two never meet at the same one.

test_the_balance_survives_two_threads: R101
"""

import threading

LOOPS = 3

balance = 0
locks = {5: threading.Lock(), 8: threading.Lock()}


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        with locks[n]:
            change_it(n)


def main():
    global balance
    balance = 0
    first = threading.Thread(target=run_thread, args=(5,))
    second = threading.Thread(target=run_thread, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
