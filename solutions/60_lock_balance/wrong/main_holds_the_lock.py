"""main keeps the lock while it waits for threads that need it.

test_the_balance_survives_two_threads: D201
test_every_call_of_main_starts_from_zero: D201
test_each_run_is_made_in_a_thread: D201
test_the_two_runs_can_overlap: D201
test_main_waits_for_both_runs: D201
test_each_run_makes_three_changes: D201
"""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main():
    global balance
    threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
    with lock:
        balance = 0
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return balance
