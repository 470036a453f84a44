"""An explored thread that never comes back from C.

exercise: 60_lock_balance
points: 0
codes: T502, T503
checks: balance_survives
wall: 1
runs: bench
"""

import re

balance = 0


def change_it(n):
    re.fullmatch("(a|a)*b", "a" * 64)


def run_thread(n):
    change_it(n)


def main():
    run_thread(5)
    return balance
