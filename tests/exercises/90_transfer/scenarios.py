"""Let threads call the student's `transfer`, and look at its answers, at the balances, and at them meanwhile."""

import threading


def one_by_one(student, balances, transfers):
    """Do the transfers one after another, in this thread; tell the answers and the balances after each."""
    accounts = [student.Account(balance) for balance in balances]
    seen = []
    for src, dst, amount in transfers:
        moved = student.transfer(accounts[src], accounts[dst], amount)
        seen.append([moved, *[account.balance for account in accounts]])
    return seen


def at_once(student, balances, transfers):
    """Do each transfer in a thread of its own; tell the answers, and the balances when all is over."""
    accounts = [student.Account(balance) for balance in balances]
    answers = [None] * len(transfers)

    def work(number, src, dst, amount):
        answers[number] = student.transfer(accounts[src], accounts[dst], amount)

    run_all([threading.Thread(target=work, args=(number, *one)) for number, one in enumerate(transfers)])
    return {"answers": answers, "balances": [account.balance for account in accounts]}


def looked_at(student, balance, amount):
    """Try to move more than there is, while somebody looks at the balance once, at any time."""
    src, dst = student.Account(balance), student.Account(0)
    seen = []
    worker = threading.Thread(target=student.transfer, args=(src, dst, amount))
    witness = threading.Thread(target=lambda: seen.append(src.balance))
    run_all([worker, witness])
    return {"seen": seen[0], "balances": [src.balance, dst.balance]}


def run_all(threads):
    """Start all and wait for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
