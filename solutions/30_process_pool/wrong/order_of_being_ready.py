"""imap_unordered gives the results in the order in which they are ready.

test_the_order_does_not_depend_on_who_is_faster: W102
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with Pool(4) as pool:
        return list(pool.imap_unordered(square, numbers))
