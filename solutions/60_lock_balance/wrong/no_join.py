"""Nobody waits: main returns while the threads may not even have begun.

test_the_balance_survives_two_threads: R101
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
    threading.Thread(target=run_thread, args=(5,)).start()
    threading.Thread(target=run_thread, args=(8,)).start()
    return balance
