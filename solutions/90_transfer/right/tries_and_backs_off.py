"""Whoever does not get the second lock gives the first one back and begins again."""

import threading
import time


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(src, dst, amount):
    if src is dst:
        return src.balance >= amount
    while True:
        with src.lock:
            if dst.lock.acquire(blocking=False):
                try:
                    if src.balance >= amount:
                        src.balance -= amount
                        dst.balance += amount
                        return True
                    return False
                finally:
                    dst.lock.release()
        time.sleep(0.001)
