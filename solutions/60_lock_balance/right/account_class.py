"""An object holds the lock; its bound methods are what the threads run."""

import threading

LOOPS = 3

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


class Account:
    def __init__(self):
        self.lock = threading.Lock()

    def change(self, n):
        with self.lock:
            change_it(n)

    def work(self, n):
        run_thread(n)


account = Account()


def run_thread(n):
    for _ in range(LOOPS):
        account.change(n)


def main():
    global balance
    balance = 0
    first = threading.Thread(target=account.work, args=(5,))
    second = threading.Thread(target=account.work, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
