"""Returns the balance that is expected, and does none of the work.

exercise: 60_lock_balance
points: 0
codes: W101, W103, W104, W105
"""

balance = 0


def change_it(n):
    pass


def run_thread(n):
    pass


def main():
    global balance
    balance = 0
    return 0
