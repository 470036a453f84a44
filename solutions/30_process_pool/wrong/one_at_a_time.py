"""apply waits for each result before the next number is handed over.

test_four_workers_are_at_work_and_the_caller_is_not: W103
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with Pool(4) as pool:
        return [pool.apply(square, (n,)) for n in numbers]
