"""Only the line that adds has the lock; the one that takes off again runs beside it.

test_the_balance_survives_two_threads: R101
"""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    with lock:
        balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
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
