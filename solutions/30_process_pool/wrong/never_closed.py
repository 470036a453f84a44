"""The pool is neither closed nor joined.

test_no_worker_is_left: L304
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


pools = []


def squares(numbers):
    pool = Pool(4)
    pools.append(pool)
    return pool.map(square, numbers)
