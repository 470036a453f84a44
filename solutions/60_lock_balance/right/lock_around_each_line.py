"""The lock is held for each line alone, which is enough here: what is added is taken off again, in whatever order."""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    with lock:
        balance = balance + n
    with lock:
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
