"""The lock lies in a threading.local, which gives every thread another one.

test_the_balance_survives_two_threads: R101
"""

import threading

LOOPS = 3

balance = 0
mine = threading.local()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    mine.lock = threading.Lock()
    for _ in range(LOOPS):
        with mine.lock:
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
