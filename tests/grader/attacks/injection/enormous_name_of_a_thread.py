"""A thread whose name has a hundred thousand characters, which would be the width of every line of a story.

exercise: 60_lock_balance
points: 0
codes: R101, C401, D201, D202, L301, W101, T505
checks: balance_survives
runs: bench
"""

import threading

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    change_it(n)


def main():
    threads = [threading.Thread(target=run_thread, args=(n,), name="x" * 100_000) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
