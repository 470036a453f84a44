"""A pool of four workers: see README.md."""


def square(n):
    """Return n times n; raise ValueError if n is negative."""
    # TODO
    raise NotImplementedError


def squares(numbers):
    """Return the squares of all `numbers`, in their order, computed by a pool of 4 processes."""
    # TODO
    raise NotImplementedError
