"""Two locks, and each thread takes them in another order: sometimes each holds what the other needs.

test_the_balance_survives_two_threads: D201
test_each_run_is_made_in_a_thread: D201
test_main_waits_for_both_runs: D201
test_each_run_makes_three_changes: D201
"""

import threading

LOOPS = 3

balance = 0
first_lock = threading.Lock()
second_lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    one, two = (first_lock, second_lock) if n == 5 else (second_lock, first_lock)
    for _ in range(LOOPS):
        with one, two:
            change_it(n)


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
