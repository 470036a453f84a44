"""Nobody guards what is added to dst.

test_no_money_is_lost_or_made: R101
test_opposite_transfers_come_back: R101
test_transfers_in_a_circle_come_back: R101
"""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(src, dst, amount):
    with src.lock:
        if src.balance < amount:
            return False
        src.balance -= amount
    dst.balance += amount
    return True
