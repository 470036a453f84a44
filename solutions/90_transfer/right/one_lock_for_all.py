"""Coarse, and correct."""

import threading

bank = threading.Lock()


class Account:
    def __init__(self, balance):
        self.balance = balance


def transfer(src, dst, amount):
    with bank:
        enough = src.balance >= amount
        if enough:
            src.balance = src.balance - amount
            dst.balance = dst.balance + amount
        return enough
