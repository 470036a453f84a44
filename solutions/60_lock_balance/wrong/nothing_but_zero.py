"""main returns the right number without doing anything for it.

test_the_balance_survives_two_threads: W101
test_every_call_of_main_starts_from_zero: W101
test_each_run_is_made_in_a_thread: W101
test_the_two_runs_can_overlap: W103
test_main_waits_for_both_runs: W105
test_each_run_makes_three_changes: W101
"""

import threading

LOOPS = 3

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    for _ in range(LOOPS):
        change_it(n)


def main():
    return 0
