"""Both threads are there at once, but the one for 8 waits for an event that the one for 5 sets at its end."""

import threading

LOOPS = 3

balance = 0


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n, before=None, after=None):
    if before is not None:
        before.wait()
    for _ in range(LOOPS):
        change_it(n)
    if after is not None:
        after.set()


def main():
    global balance
    balance = 0
    first_is_over = threading.Event()
    threads = [
        threading.Thread(target=run_thread, kwargs={"n": 8, "before": first_is_over}),
        threading.Thread(target=run_thread, kwargs={"n": 5, "after": first_is_over}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
