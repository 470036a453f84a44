"""A function may have attributes: the lock is kept at the function that needs it."""

import threading

LOOPS = 3

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        with run_thread.lock:
            change_it(n)


run_thread.lock = threading.Lock()


def main():
    global balance
    balance = 0
    threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
