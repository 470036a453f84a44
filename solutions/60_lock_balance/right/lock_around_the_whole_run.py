"""The lock is held for a whole run, outside of run_thread."""

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
        change_it(n)


def run_alone(n):
    with lock:
        run_thread(n)


def main():
    global balance
    balance = 0
    first = threading.Thread(target=run_alone, args=(5,))
    second = threading.Thread(target=run_alone, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
