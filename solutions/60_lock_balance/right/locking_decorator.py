"""A decorator takes the lock around change_it itself."""

import functools
import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def alone(function):
    @functools.wraps(function)
    def guarded(*args):
        with lock:
            return function(*args)

    return guarded


@alone
def change_it(n):
    global balance
    balance = balance + n
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
