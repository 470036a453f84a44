"""An RLock that is taken twice, for the run and for each change in it."""

import threading

LOOPS = 3

balance = 0
lock = threading.RLock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def change_alone(n):
    with lock:
        change_it(n)


def run_thread(n):
    with lock:
        for _ in range(LOOPS):
            change_alone(n)


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
