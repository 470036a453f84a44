"""One thread makes both runs, one after the other.

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


def both():
    run_thread(5)
    run_thread(8)


def main():
    global balance
    balance = 0
    thread = threading.Thread(target=both)
    thread.start()
    thread.join()
    return balance
