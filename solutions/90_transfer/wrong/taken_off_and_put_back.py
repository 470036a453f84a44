"""The money is taken off first and put back if there was not enough, which others can see.

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
    first, second = in_order(src, dst)
    with first.lock, second.lock:
        src.balance -= amount
        if src.balance < 0:
            src.balance += amount
            return False
        dst.balance += amount
        return True
