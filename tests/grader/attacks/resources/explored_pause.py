"""An explored thread that really sleeps, behind the explorer's back, without using any CPU time.

exercise: 60_lock_balance
points: 0
codes: T503, S706
checks: balance_survives
wall: 2
"""

import signal

balance = 0


def change_it(n):
    signal.pause()


def run_thread(n):
    change_it(n)


def main():
    run_thread(5)
    return balance
