"""The lock is taken and given back by hand, in a finally."""

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
        lock.acquire()
        try:
            change_it(n)
        finally:
            lock.release()


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
