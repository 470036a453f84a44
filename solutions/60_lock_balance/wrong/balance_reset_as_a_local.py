"""Without `global`, main makes a local variable of the same name, and returns that.

test_every_call_of_main_starts_from_zero: W101
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
    balance = 0
    first = threading.Thread(target=run_thread, args=(5,))
    second = threading.Thread(target=run_thread, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
