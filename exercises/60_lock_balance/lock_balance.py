"""Two threads change one balance: protect it with a lock."""

LOOPS = 3

balance = 0


def change_it(n: int) -> None:
    """Add n to the balance, then take it off again.  This function is given: leave it as it is."""
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n: int) -> None:
    """Call change_it(n) LOOPS times, so that no other thread can come in between."""
    # TODO: create one lock for all threads at the top of this file, and hold it around every change
    raise NotImplementedError


def main() -> int:
    """Set the balance to 0, run run_thread(5) and run_thread(8) in two threads at the same time, return the balance."""
    # TODO: reset the balance, start both threads, wait for both, return the balance
    raise NotImplementedError
