"""The order of the locks changes with the balances.

test_opposite_transfers_come_back: D201
test_transfers_in_a_circle_come_back: D201
"""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(src, dst, amount):
    if src is dst:
        return True
    first, second = sorted((src, dst), key=lambda account: account.balance)
    with first.lock, second.lock:
        if src.balance < amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
