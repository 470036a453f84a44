"""A clerk thread makes every change; the two runs hand it their amounts and wait for its answer."""

import queue
import threading

LOOPS = 3

balance = 0
orders = queue.Queue()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def clerk():
    while True:
        order = orders.get()
        if order is None:
            return
        n, done = order
        change_it(n)
        done.set()


def run_thread(n):
    for _ in range(LOOPS):
        done = threading.Event()
        orders.put((n, done))
        done.wait()


def main():
    global balance
    balance = 0
    helper = threading.Thread(target=clerk)
    helper.start()
    threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    orders.put(None)
    helper.join()
    return balance
