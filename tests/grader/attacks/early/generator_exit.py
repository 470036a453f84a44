"""Raises GeneratorExit and the explorer's own kind of end inside an explored thread.

exercise: 60_lock_balance
points: 0
codes: C401, W101, W103, W104, W105, S706
checks: balance_survives
runs: bench
"""

import threading

balance = 0


def change_it(n):
    raise GeneratorExit


def run_thread(n):
    raise GeneratorExit


def main():
    for n in (5, 8):
        threading.Thread(target=run_thread, args=(n,)).start()
    raise GeneratorExit
