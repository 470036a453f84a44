"""Taken off under one lock, added under the other: no moment with two locks, so no circle."""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self._lock = threading.Lock()

    def take(self, amount):
        with self._lock:
            if self.balance < amount:
                return False
            self.balance -= amount
            return True

    def give(self, amount):
        with self._lock:
            self.balance += amount


def transfer(src, dst, amount):
    if not src.take(amount):
        return False
    dst.give(amount)
    return True
