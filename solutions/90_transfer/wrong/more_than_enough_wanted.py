"""The last of the money is never moved.

test_money_moves_or_stays: W101
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
    if src is dst:
        return True
    first, second = in_order(src, dst)
    with first.lock, second.lock:
        if src.balance <= amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
