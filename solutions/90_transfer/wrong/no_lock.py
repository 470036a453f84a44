"""No lock at all.

test_no_money_is_lost_or_made: R101
test_the_same_money_is_not_spent_twice: R102
test_opposite_transfers_come_back: R101
test_transfers_in_a_circle_come_back: R101
"""


class Account:
    def __init__(self, balance):
        self.balance = balance


def transfer(src, dst, amount):
    if src.balance < amount:
        return False
    src.balance -= amount
    dst.balance += amount
    return True
