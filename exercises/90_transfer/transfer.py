"""Move money between accounts, in many threads at once: see README.md."""


class Account:
    """An account with a balance."""

    def __init__(self, balance):
        # TODO: an account needs more than its balance
        self.balance = balance


def transfer(src, dst, amount):
    """Move amount from src to dst if src has enough (True), else change nothing (False)."""
    # TODO
    raise NotImplementedError
