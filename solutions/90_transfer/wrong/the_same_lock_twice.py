"""An account that pays itself waits for the lock that it has.

test_an_account_pays_itself: D202
"""

import itertools
import threading

numbers = itertools.count()


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.number = next(numbers)
        self.lock = threading.Lock()


def in_order(src, dst):
    return (src, dst) if src.number < dst.number else (dst, src)


def transfer(src, dst, amount):
    first, second = in_order(src, dst)
    with first.lock, second.lock:
        if src.balance < amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
