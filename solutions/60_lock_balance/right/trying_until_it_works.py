"""The lock is never waited for: who does not get it tries again a little later."""

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
    done = 0
    while done < LOOPS:
        if lock.acquire(blocking=False):
            try:
                change_it(n)
                done += 1
            finally:
                lock.release()
        else:
            time.sleep(0.001)


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
