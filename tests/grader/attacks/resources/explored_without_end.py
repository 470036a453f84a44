"""A thread that runs for ever in every interleaving.

exercise: 60_lock_balance
points: 0
codes: T501, T502, T503
checks: balance_survives
wall: 1.5
runs: bench
"""

import threading

balance = 0


def change_it(n):
    global balance
    while True:
        balance += 1


def run_thread(n):
    change_it(n)


def main():
    threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
