"""Adds the number to itself.

test_square_of_one_number: W101
test_every_number_gets_its_square: W101
test_the_order_does_not_depend_on_who_is_faster: W102
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError("negative")
    return 2 * n


def squares(numbers):
    with Pool(4) as pool:
        return pool.map(square, numbers)
