"""main sleeps and hopes that the threads are done by then.

test_main_waits_for_both_runs: W105
"""

import threading
import time

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
    for n in (5, 8):
        threading.Thread(target=run_thread, args=(n,)).start()
    time.sleep(1)
    with lock:
        return balance
