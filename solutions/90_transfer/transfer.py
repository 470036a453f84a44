"""Move money between accounts, in many threads at once: see README.md."""

import itertools
import threading

numbers = itertools.count()


class Account:
    """An account with a balance."""

    def __init__(self, balance):
        self.balance = balance
        self.number = next(numbers)
        self.lock = threading.Lock()


def transfer(src, dst, amount):
    """Move amount from src to dst if src has enough (True), else change nothing (False)."""
    if src is dst:
        return True
    first, second = sorted((src, dst), key=lambda account: account.number)
    with first.lock, second.lock:
        if src.balance < amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
