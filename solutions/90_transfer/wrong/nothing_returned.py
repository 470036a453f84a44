"""The money is moved, but nobody is told.

test_money_moves_or_stays: W101
test_no_money_is_lost_or_made: W101
test_the_same_money_is_not_spent_twice: W101
test_opposite_transfers_come_back: W101
test_transfers_in_a_circle_come_back: W101
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
        return
    first, second = in_order(src, dst)
    with first.lock, second.lock:
        if src.balance >= amount:
            src.balance -= amount
            dst.balance += amount
