"""The lock is taken around the run and once more around each change: a Lock does not let even its own holder in again.

test_the_balance_survives_two_threads: D202
test_every_call_of_main_starts_from_zero: D202
test_each_run_is_made_in_a_thread: D202
test_the_two_runs_can_overlap: D202
test_main_waits_for_both_runs: D202
test_each_run_makes_three_changes: D202
"""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def change_alone(n):
    with lock:
        change_it(n)


def run_thread(n):
    with lock:
        for _ in range(LOOPS):
            change_alone(n)


def main():
    global balance
    balance = 0
    first = threading.Thread(target=run_thread, args=(5,))
    second = threading.Thread(target=run_thread, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
