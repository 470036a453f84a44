"""The first thread is waited for before the second one is started.

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
    for n in (5, 8):
        thread = threading.Thread(target=run_thread, args=(n,))
        thread.start()
        thread.join()
    return balance
