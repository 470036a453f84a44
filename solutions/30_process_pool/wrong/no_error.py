"""A negative number is squared like any other.

test_square_of_one_number: W101
test_the_error_of_one_number_reaches_the_caller: W109
"""

from multiprocessing import Pool


def square(n):
    return n * n


def squares(numbers):
    with Pool(4) as pool:
        return pool.map(square, numbers)
