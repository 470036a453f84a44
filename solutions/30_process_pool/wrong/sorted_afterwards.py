"""The squares come as they are ready and are sorted: that is their order only if the numbers go up.

test_the_order_does_not_depend_on_who_is_faster: W102
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with Pool(4) as pool:
        return sorted(pool.imap_unordered(square, numbers))
