"""A plain variable stands for the lock: both threads can find it free before either takes it.

test_the_balance_survives_two_threads: R101
"""

import threading
import time

LOOPS = 3

balance = 0
busy = False


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    global busy
    for _ in range(LOOPS):
        while busy:
            time.sleep(0.001)
        busy = True
        change_it(n)
        busy = False


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
