"""The pool has only two workers.

test_four_workers_are_at_work_and_the_caller_is_not: W103
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with Pool(2) as pool:
        return pool.map(square, numbers)
