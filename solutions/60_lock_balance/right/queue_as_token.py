"""Who holds the only token of a queue may change the balance."""

import queue
import threading

LOOPS = 3

balance = 0
tokens = queue.Queue()
tokens.put("the only one")


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        token = tokens.get()
        change_it(n)
        tokens.put(token)


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
