"""A lambda looks n up when it is called: by then the loop has gone on, and both runs may get 8.

test_each_run_is_made_in_a_thread: R104
test_main_waits_for_both_runs: W105
test_each_run_makes_three_changes: R104
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
    balance = 0
    threads = []
    for n in (5, 8):
        thread = threading.Thread(target=lambda: run_thread(n))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return balance
