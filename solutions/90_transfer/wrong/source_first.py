"""The lock of src is always taken first, so opposite transfers wait for each other.

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
    with src.lock, dst.lock:
        if src.balance < amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
