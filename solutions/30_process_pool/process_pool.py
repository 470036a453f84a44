"""Reference: Pool.map in a with block, closed and joined."""

from multiprocessing import Pool


def square(n):
    """Return n times n; raise ValueError if n is negative."""
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    """Return the squares of all `numbers`, in their order, computed by a pool of 4 processes."""
    with Pool(4) as pool:
        return pool.map(square, numbers, chunksize=1)
