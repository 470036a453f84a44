"""Threads that start threads, under the explorer.

exercise: 60_lock_balance
points: 0
codes: T501, T502, T503, T506, C401, C402, L301, W101, S706
checks: balance_survives
wall: 1.5
runs: bench
"""

import threading

balance = 0


def change_it(n):
    threading.Thread(target=change_it, args=(n,)).start()


def run_thread(n):
    change_it(n)


def main():
    run_thread(5)
    return balance
