"""A ThreadPoolExecutor with two threads makes both runs."""

import threading
from concurrent.futures import ThreadPoolExecutor

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main():
    global balance
    balance = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(run_thread, n) for n in (5, 8)]
    for future in futures:
        future.result()
    return balance
