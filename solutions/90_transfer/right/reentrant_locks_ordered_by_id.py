"""The order is that of the addresses; an RLock may be taken twice, so an account may pay itself."""

from threading import RLock


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = RLock()


def transfer(src, dst, amount):
    one, other = (src, dst) if id(src) < id(dst) else (dst, src)
    one.lock.acquire()
    try:
        other.lock.acquire()
        try:
            if src.balance < amount:
                return False
            src.balance -= amount
            dst.balance += amount
            return True
        finally:
            other.lock.release()
    finally:
        one.lock.release()
