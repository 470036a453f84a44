"""Accounts are busy or free; who needs two waits until both are free."""

import threading

changed = threading.Condition()
busy = []


class Account:
    def __init__(self, balance):
        self.balance = balance


def free(*accounts):
    return all(account is not other for account in accounts for other in busy)


def transfer(src, dst, amount):
    with changed:
        changed.wait_for(lambda: free(src, dst))
        busy.extend([src, dst])
    done = src.balance >= amount
    if done and src is not dst:
        src.balance -= amount
        dst.balance += amount
    with changed:
        busy.remove(src)
        busy.remove(dst)
        changed.notify_all()
    return done
