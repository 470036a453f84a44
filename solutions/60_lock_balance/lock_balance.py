"""Two threads change one balance: protect it with a lock."""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n: int) -> None:
    """Add n to the balance, then take it off again.  This function is given: leave it as it is."""
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n: int) -> None:
    """Call change_it(n) LOOPS times, so that no other thread can come in between."""
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main() -> int:
    """Set the balance to 0, run run_thread(5) and run_thread(8) in two threads at the same time, return the balance."""
    global balance
    balance = 0
    threads = [threading.Thread(target=run_thread, args=(n,)) for n in (5, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return balance
