"""The workers are to call a function that has no name in the module: it cannot be pickled.

test_every_number_gets_its_square: C406
test_four_workers_are_at_work_and_the_caller_is_not: C406
test_the_order_does_not_depend_on_who_is_faster: C406
test_the_error_of_one_number_reaches_the_caller: C406
test_no_worker_is_left: C406
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    def careful(n):
        return square(n)

    with Pool(4) as pool:
        return pool.map(careful, numbers)
