"""The balance is looked at before the locks are taken.

test_the_same_money_is_not_spent_twice: R102
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
    if src.balance < amount:
        return False
    first, second = in_order(src, dst)
    with first.lock, second.lock:
        src.balance -= amount
        dst.balance += amount
        return True
