"""Both new balances are computed before either is stored: an account that pays itself grows.

test_an_account_pays_itself: W101
"""

import threading

bank = threading.Lock()


class Account:
    def __init__(self, balance):
        self.balance = balance


def transfer(src, dst, amount):
    with bank:
        less, more = src.balance - amount, dst.balance + amount
        if less < 0:
            return False
        src.balance = less
        dst.balance = more
        return True
