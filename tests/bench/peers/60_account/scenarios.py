"""Pay into an account, by one or by several threads."""

import threading


def total(student):
    """Return the balance after two threads have paid in twice each."""
    account = student.Account()

    def pay():
        for _ in range(2):
            account.deposit(1)

    threads = [threading.Thread(target=pay) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return account.balance


def single(student):
    """Return the balance after two payments by the caller."""
    account = student.Account()
    account.deposit(5)
    account.deposit(-2)
    return account.balance
