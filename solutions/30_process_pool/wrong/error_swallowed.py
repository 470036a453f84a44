"""A number that fails gives None instead of an exception.

test_the_error_of_one_number_reaches_the_caller: W109
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with Pool(4) as pool:
        results = []
        for pending in [pool.apply_async(square, (n,)) for n in numbers]:
            try:
                results.append(pending.get())
            except ValueError:
                results.append(None)
        return results
