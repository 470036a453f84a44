"""The lock is the default value of a parameter, made once when the function is defined."""

import threading

LOOPS = 3

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n, lock=threading.Lock()):
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main():
    globals()["balance"] = 0
    threads = [threading.Timer(0, run_thread, [n]) for n in (5, 8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        threads[0].join()
        threads[1].join()
    return globals()["balance"]
