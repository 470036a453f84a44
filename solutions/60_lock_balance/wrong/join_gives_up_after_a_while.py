"""join(timeout=...) returns when the time is over, whether the thread has ended or not.

test_main_waits_for_both_runs: W105
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
    second = threading.Thread(target=run_thread, args=(8,))
    first.start()
    second.start()
    first.join(timeout=5)
    second.join(timeout=5)
    return balance
