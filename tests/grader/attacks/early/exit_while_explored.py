"""Ends the process that explores its threads with status 0.

exercise: 60_lock_balance
points: 0
codes: C403, T502, S707
checks: balance_survives
"""

import os

balance = 0


def change_it(n):
    os._exit(0)


def run_thread(n):
    os._exit(0)


def main():
    os._exit(0)
