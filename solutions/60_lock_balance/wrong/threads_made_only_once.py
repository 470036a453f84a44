"""The threads are made when the file is read: a thread can be started only once, main only called once.

test_every_call_of_main_starts_from_zero: C401
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


threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]


def main():
    global balance
    balance = 0
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
